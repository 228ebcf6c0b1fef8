import { useCallback, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { getToken } from '../token.js';

function Crm({ agent }) {
  const controls = useRef(null);
  const [call, setCall] = useState(null);
  const [problem, setProblem] = useState('');

  // React sets a function as a property only once the element is defined; this works before, too.
  const connect = useCallback((element) => {
    controls.current = element;
    if (element) element.getToken = getToken;
  }, []);

  const callBack = () =>
    controls.current.dial(call.phone_number).catch((error) => setProblem(error.reason));

  return (
    <main>
      <vici-agent-controls
        ref={connect}
        hub="wss://hub.example.com/ws"
        agent-user={agent}
        onvici-call-started={(event) => setCall(event.detail)}
        onvici-call-ended={() => setCall((last) => last && { ...last, isOver: true })}
        onvici-error={(event) => setProblem(event.detail.message)}
      />
      {call && (
        <section>
          <h1>{call.isOver ? 'Last customer' : 'Customer on the line'}</h1>
          <p>Lead {call.lead_id}</p>
          <p>{call.phone_number}</p>
          <button type="button" onClick={callBack}>
            Call back
          </button>
        </section>
      )}
      <p role="status">{problem}</p>
    </main>
  );
}

createRoot(document.getElementById('app')).render(<Crm agent="1000" />);
