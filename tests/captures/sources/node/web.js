// Accounts of a shop with the usual instrumentation, and the mistakes of real teams. Each is marked `planted:`.
'use strict';

const sdk = require('./telemetry');
const http = require('node:http');
const { metrics, trace, SpanKind, SpanStatusCode } = require('@opentelemetry/api');
const express = require('express');
const pino = require('pino');

const VISITS = 5;
const PORT = 8403;
const NAMES = ['anna', 'boris', 'chloe', 'dmitri'];
// The key of Amazon's own documentation.
const AWS_KEY = ['AKIA', 'IOSFODNN7', 'EXAMPLE'].join('');

const log = pino({ level: 'debug' });
const tracer = trace.getTracer('accounts');
const meter = metrics.getMeter('accounts');
// planted: a unit that is none of UCUM's
const logins = meter.createHistogram('accounts.login.time', { unit: 'milliseconds' });
// planted: a measurement that is no number
const ratio = meter.createGauge('accounts.cache.hit_ratio', { unit: '1' });
const opened = meter.createUpDownCounter('accounts.sessions.open', { unit: '{session}' });

const app = express();
app.use(express.json());

app.post('/login', (request, response) => {
  const { name, password } = request.body;
  tracer.startActiveSpan('check password', (span) => {
    // planted: one thing under two keys
    span.setAttribute('user_id', `u-${name}`);
    // planted: a password
    span.setAttribute('login.form', `user=${name}&password=${password}`);
    span.end();
  });
  // planted: the whole request as body
  log.info(JSON.stringify({ headers: request.headers, body: request.body, stages: STAGES }));
  // planted: an e-mail address as attribute of a log
  log.info({ contact: `${name}@example.com` }, 'login');
  // planted: a session as attribute of a metric
  logins.record(12, { 'session.id': `5e55-${request.query.turn}-${name}` });
  opened.add(1);
  ratio.record(0 / 0);
  response.json({ ok: true });
});

app.get('/accounts/:account', (request, response) => {
  const { account } = request.params;
  // planted: a span name with a number
  tracer.startActiveSpan(`load account ${account}`, (span) => {
    // planted: one thing under two keys
    span.setAttribute('userId', `u-${account}`);
    // planted: a key that is made of data
    span.setAttribute(`account.${account}.plan`, 'free');
    // planted: an exception, and a status that says that all is well
    if (account === '1003') {
      span.recordException(new Error('plan is missing'));
      span.setStatus({ code: SpanStatusCode.OK });
    }
    span.end();
  });
  response.json({ account });
});

app.get('/export', (request, response) => {
  tracer.startActiveSpan('put object', { kind: SpanKind.CLIENT }, (span) => {
    // planted: an old name, and a key of Amazon in it
    span.setAttribute('http.url', `https://bucket.example.com/export?AWSAccessKeyId=${AWS_KEY}`);
    span.end();
  });
  response.status(503).json({});
});

const STAGES = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`stage ${at}`, { state: 'done', attempts: at }]));

function call(method, path, body, port = PORT) {
  return new Promise((done, broken) => {
    const headers = { 'content-type': 'application/json' };
    const request = http.request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      response.resume().on('end', done);
    });
    request.on('error', broken).end(body && JSON.stringify(body));
  });
}

const server = app.listen(PORT, '127.0.0.1', async () => {
  for (let turn = 0; turn < VISITS; turn += 1) {
    const name = NAMES[turn % NAMES.length];
    await tracer.startActiveSpan('visit', async (span) => {
      await call('POST', `/login?turn=${turn}`, { name, password: `not-a-secret-${turn}` });
      await call('GET', `/accounts/${1000 + turn}`);
      span.end();
    });
  }
  await call('GET', '/export');
  // planted: an outgoing call that begins a trace; nobody answers
  await call('GET', '/health', undefined, 9).catch(() => {});
  await sdk.shutdown();
  server.close();
});
