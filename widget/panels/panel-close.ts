/** The event by which a panel asks the element to close it, where it can be closed. */
export const PANEL_CLOSE = 'panel-close';
