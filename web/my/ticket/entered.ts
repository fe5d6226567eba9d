import { createStore, useStore } from 'zustand';

/**
 * Calls that somebody entered by hand in this tab. Another tab or device with the same link shows the way in and does
 * not open camera and microphone by itself.
 */
const entered = createStore<readonly string[]>(() => []);

export const enterCall = (ticket: string): void => entered.setState((all) => [...all, ticket], true);
export const leaveCall = (ticket: string): void => entered.setState((all) => all.filter((one) => one !== ticket), true);
export const useEntered = (ticket: string): boolean => useStore(entered, (all) => all.includes(ticket));
