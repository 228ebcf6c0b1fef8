<?php
/**
 * Signs a token, as a page for the widget's `token-url` does, lists the agents with it, and gives a
 * command over the socket. Nothing but PHP's own streams.
 */
$hub = getenv('HUB') ?: 'http://127.0.0.1:8080';
$secret = getenv('HUB_JWT_SECRET');
$agent = getenv('AGENT') ?: '1000';

function signToken(string $secret, array $claims): string
{
    $encode = fn (string $text) => rtrim(strtr(base64_encode($text), '+/', '-_'), '=');
    $now = time();
    $claims += ['iat' => $now, 'exp' => $now + 3600];
    $body = $encode('{"alg":"HS256","typ":"JWT"}') . '.' . $encode(json_encode($claims));
    return $body . '.' . $encode(hash_hmac('sha256', $body, $secret, true));
}

/** One text frame from us, masked as clients have to. */
function sendText($socket, string $text): void
{
    $size = strlen($text);
    $head = $size < 126 ? chr(0x80 | $size) : chr(0x80 | 126) . pack('n', $size);
    $mask = random_bytes(4);
    fwrite($socket, chr(0x81) . $head . $mask . ($text ^ str_pad('', $size, $mask)));
}

function readBytes($socket, int $size): string
{
    $bytes = '';
    while (strlen($bytes) < $size) {
        $more = fread($socket, $size - strlen($bytes));
        if ($more === false || $more === '') {
            throw new RuntimeException('the hub has closed the connection');
        }
        $bytes .= $more;
    }
    return $bytes;
}

/** The next text frame from the hub; pings are answered. */
function readText($socket): string
{
    for (;;) {
        [$kind, $size] = array_values(unpack('C2', readBytes($socket, 2)));
        if ($size === 126) {
            $size = unpack('n', readBytes($socket, 2))[1];
        } elseif ($size === 127) {
            $size = unpack('J', readBytes($socket, 8))[1];
        }
        $text = readBytes($socket, $size);
        if ($kind === 0x81) {
            return $text;
        }
        if ($kind === 0x89) {
            fwrite($socket, chr(0x8A) . chr(0x80 | $size) . "\0\0\0\0" . $text);
        }
    }
}

$token = signToken($secret, ['sub' => '6666', 'agents' => [$agent], 'source' => 'crm']);

$context = stream_context_create(['http' => ['header' => "Authorization: Bearer $token"]]);
foreach (json_decode(file_get_contents("$hub/agents", false, $context))->agents as $session) {
    echo "$session->agent_user $session->state\n";
}

['host' => $host, 'port' => $port] = parse_url($hub) + ['port' => 80];
$socket = stream_socket_client("tcp://$host:$port", $code, $message, 5);
$key = base64_encode(random_bytes(16));
fwrite($socket, "GET /ws HTTP/1.1\r\nHost: $host:$port\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" .
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: $key\r\nAuthorization: Bearer $token\r\n\r\n");
if (!str_contains($status = fgets($socket), ' 101 ')) {
    exit("the hub refused: $status");
}
while (trim(fgets($socket)) !== '') {
    // the other headers
}
sendText($socket, json_encode(['jsonrpc' => '2.0', 'id' => 1, 'method' => 'external_pause',
    'params' => ['agent_user' => $agent, 'value' => 'PAUSE']]));
do {
    $answer = json_decode(readText($socket), true);
} while (($answer['id'] ?? null) !== 1);
echo $answer['result']['text'] ?? $answer['error']['data']['text'] ?? $answer['error']['message'], "\n";
fclose($socket);
exit(isset($answer['result']) ? 0 : 1);
