// What a careful merchant runs: the raw body, compared in constant time, and the Standard Webhooks library. Both must agree.
const express = require('express');
const crypto = require('crypto');
const { Webhook } = require('standardwebhooks');

const [secret, port] = process.argv.slice(1);
const library = new Webhook('whsec_' + Buffer.from(secret).toString('base64'));

function isSigned(body, headers) {
  const expected = crypto.createHmac('sha256', secret).update(body).digest();
  const sent = Buffer.from(headers['x-webhook-signature'] ?? '', 'hex');
  return sent.length === expected.length && crypto.timingSafeEqual(sent, expected);
}

const app = express();
app.post('/webhook', express.raw({ type: 'application/json' }), (req, res) => {
  try {
    library.verify(req.body, req.headers);
    res.status(isSigned(req.body, req.headers) ? 200 : 401).send();
  } catch (error) {
    res.status(401).send(error.message);
  }
});
app.listen(Number(port), '127.0.0.1');
