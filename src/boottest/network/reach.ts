import * as http from 'node:http';
import * as net from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { messageOf } from '../../errors.ts';
import type { HttpStep, TcpStep } from '../scenario/scenario.ts';

/** Where a port of the guest is found on the host. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

const millisecondsBetweenTries = 500;
/**
 * QEMU's user network takes a connection before it asks the guest. One that the guest refuses is closed soon after, so one that
 * lasts so long was taken.
 */
const millisecondsToBeRefused = 2000;
/** A connection may be lost without a word while the guest is still starting. */
const millisecondsOfOneTry = 15_000;
const mostBytes = 1024 * 1024;

/**
 * Tries until the guest answers as it should: a service may come up later than the login.
 *
 * @returns what is worth telling
 * @throws Error with what was wrong the last time; the signal's reason
 */
export async function reachEndpoint(
  step: TcpStep | HttpStep,
  endpoint: Endpoint,
  milliseconds: number,
  signal: AbortSignal,
): Promise<string> {
  return await tryUntil(performance.now() + milliseconds, signal, (left) =>
    step.kind === 'tcp' ? reachTcp(step, endpoint, left, signal) : reachHttp(step, endpoint, left, signal),
  );
}

/**
 * Tries again, after a pause, until it works.
 *
 * @param endsAt milliseconds, as performance.now() counts them
 * @param attempt gets the milliseconds that it may take
 * @throws Error of the last try; the signal's reason
 */
export async function tryUntil<Value>(
  endsAt: number,
  signal: AbortSignal,
  attempt: (milliseconds: number) => Promise<Value>,
): Promise<Value> {
  for (;;) {
    try {
      return await attempt(Math.ceil(Math.min(millisecondsOfOneTry, Math.max(1, endsAt - performance.now()))));
    } catch (error) {
      signal.throwIfAborted();
      if (performance.now() + millisecondsBetweenTries >= endsAt) throw error;
      await pause(millisecondsBetweenTries, undefined, { signal });
    }
  }
}

function reachTcp(
  { port, banner }: TcpStep,
  endpoint: Endpoint,
  milliseconds: number,
  signal: AbortSignal,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ ...endpoint, signal });
    let said = '';
    const end = (settle: () => void) => {
      clearTimeout(timer);
      socket.destroy();
      settle();
    };
    const passed = () => end(() => resolve(`port ${port} is open`));
    const failed = (why: string) => end(() => reject(new Error(`port ${port}: ${why}`)));
    const timer = setTimeout(
      () => (banner === undefined && !socket.connecting ? passed() : failed('no answer in time')),
      banner === undefined ? Math.min(milliseconds, millisecondsToBeRefused) : milliseconds,
    );
    socket.on('data', (chunk) => {
      said = (said + chunk.toString('latin1')).slice(0, mostBytes);
      if (banner === undefined || banner.test(said)) passed();
    });
    socket.on('error', (error) => failed(messageOf(error)));
    socket.on('close', () => failed('the connection was closed'));
  });
}

function reachHttp(
  step: HttpStep,
  endpoint: Endpoint,
  milliseconds: number,
  interruption: AbortSignal,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const failed = (why: string) => reject(new Error(`http port ${step.port}${step.path}: ${why}`));
    const late = AbortSignal.timeout(milliseconds);
    const signal = AbortSignal.any([late, interruption]);
    const request = http.get({ ...endpoint, path: step.path, signal, agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (text: string) => {
        body = (body + text).slice(0, mostBytes);
      });
      response.on('error', (error) => failed(messageOf(error)));
      response.on('end', () => {
        const { statusCode } = response;
        if (statusCode !== step.status) failed(`status ${statusCode} instead of ${step.status}`);
        else if (step.body !== undefined && !step.body.test(body)) failed(`the body lacks /${step.body.source}/`);
        else resolve(`status ${statusCode}`);
      });
    });
    request.on('error', (error) => failed(late.aborted ? 'no answer in time' : messageOf(error)));
  });
}
