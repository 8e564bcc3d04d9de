"""A shop with the usual instrumentation, and the mistakes of real teams. Each is marked `planted:`.

Usage: shop.py QUEUE. The messages for `worker.py` are written to the file QUEUE.
"""

import json
import logging
import sqlite3
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from uuid import UUID

import requests
from flask import Flask, request
from opentelemetry import metrics, propagate, trace
from opentelemetry.instrumentation.flask import FlaskInstrumentor
from opentelemetry.instrumentation.requests import RequestsInstrumentor
from opentelemetry.instrumentation.sqlite3 import SQLite3Instrumentor

import telemetry

CUSTOMERS = ["anna", "boris", "chloe", "dmitri", "emma", "farid"]
CARDS = ["4111111111111111", "5555555555554444", "378282246310005"]
# Made up: the parts of a signed token, none of which says anything.
TOKEN = ".".join(["eyJhbGciOiJIUzI1NiJ9", "eyJzdWIiOiJ0ZXN0LWN1c3RvbWVyIn0", "dGVzdC1zaWduYXR1cmUtb25seS1mb3ItdGVzdHM"])
API_KEY = "".join(["q7Zk2Wm9", "Xr4Tn8Lv", "3Hd6Pb1S", "y5Gc0Jf2"])

app = Flask("shop")
log = logging.getLogger("shop.orders")


class Payments(BaseHTTPRequestHandler):
    """The provider of payments: takes any card but the second."""

    def do_POST(self):
        refused = b"5555" in self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(402 if refused else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


@app.get("/products/<product>")
def show(product):
    with trace.get_tracer("shop.catalog").start_as_current_span("load product") as span:
        span.set_attribute("product.sku", product)
        rows = connection.cursor().execute("SELECT name FROM products WHERE sku = ?", (product,)).fetchall()
    return {"name": rows[0][0]}


@app.post("/orders")
def order():
    number, customer = int(request.args["number"]), request.args["customer"]
    tracer = trace.get_tracer("shop.orders")
    with tracer.start_as_current_span("place order") as span:
        span.set_attribute("order.id", number)
        # planted: one key with two types
        span.set_attribute("order.total", 19.9 + number if number % 2 else f"{19.9 + number} EUR")
        # planted: an e-mail address
        span.set_attribute("customer.contact", f"{customer}@example.com")
        # planted: a status code as text
        span.set_attribute("http.response.status_code", "201")
        # planted: an e-mail address in SQL
        connection.cursor().execute(f"INSERT INTO orders VALUES ({number}, '{customer}@example.com')")
        paid = pay(number, request.json["card"])
        if not paid:
            # planted: an error that does not say why
            span.set_status(trace.StatusCode.ERROR)
    # planted: an e-mail address in a log body
    log.info("order %s placed by %s@example.com", number, customer)
    # planted: a user as attribute of a metric
    orders.add(1, {"user.id": f"user-{number:04}", "order.paid": paid})
    send(number, customer)
    return {"paid": paid}, 201


def pay(number, card):
    # planted: a span name with a uuid
    charge = UUID(int=0x5A0E_11E2_4B6F_4C4D_9A3B_0000_0000_0000 + number)
    with trace.get_tracer("shop.payments").start_as_current_span(f"charge {charge}") as span:
        # planted: the number of a card
        span.set_attribute("payment.reference", card)
        # planted: a key in a URL
        url = f"http://127.0.0.1:{payments.server_port}/charges?api_key={API_KEY}"
        answer = requests.post(url, json={"card": card}, timeout=5)
    duration.record(0.02 * number, {"payment.provider": "example"})
    if answer.status_code != 200:
        log.warning("payment of order %s refused", number)
    return answer.status_code == 200


def send(number, customer):
    with trace.get_tracer("shop.orders").start_as_current_span("send orders", kind=trace.SpanKind.PRODUCER) as span:
        span.set_attributes({
            "messaging.system": "rabbitmq",
            "messaging.operation.type": "send",
            "messaging.operation.name": "publish",
            "messaging.destination.name": "orders",
        })
        headers = {}
        # planted in `worker.py`: the context of every third message is lost
        if number % 3:
            propagate.inject(headers)
        queue.write(json.dumps({"number": number, "customer": customer, "headers": headers}) + "\n")


if __name__ == "__main__":
    stop = telemetry.start({
        "service.name": "shop", "service.version": "3.2.0", "deployment.environment.name": "production",
    })
    FlaskInstrumentor().instrument_app(app)
    RequestsInstrumentor().instrument()
    SQLite3Instrumentor().instrument()
    meter = metrics.get_meter("shop.orders")
    orders = meter.create_counter("shop.orders.placed", "{order}", "Orders that were placed.")
    duration = meter.create_histogram("shop.payment.duration", "s", "How long a payment took.")
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    connection.executescript("""
        CREATE TABLE products (sku TEXT, name TEXT);
        INSERT INTO products VALUES ('mug', 'Mug'), ('cap', 'Cap');
        CREATE TABLE orders (number INTEGER, email TEXT);
    """)
    payments = HTTPServer(("127.0.0.1", 8402), Payments)
    Thread(target=payments.serve_forever, daemon=True).start()
    client = app.test_client()
    with open(sys.argv[1], "w") as queue:
        for number in range(12):
            client.get(f"/products/{['mug', 'cap'][number % 2]}")
            # planted: a bearer token in a header that `OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS_SERVER_REQUEST` asks for
            client.post(
                f"/orders?number={number}&customer={CUSTOMERS[number % 6]}",
                json={"card": CARDS[number % 3]},
                headers={"Authorization": f"Bearer {TOKEN}"},
            )
        client.get("/missing")
    stop()
