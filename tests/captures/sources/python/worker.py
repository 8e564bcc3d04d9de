"""Sends the orders of `shop.py` on. Its resource is planted: it has no version.

Usage: worker.py QUEUE
"""

import json
import logging
import sys

from opentelemetry import metrics, propagate, trace

import telemetry

log = logging.getLogger("shop.mailer")


def process(message):
    attributes = {
        "messaging.system": "rabbitmq",
        "messaging.operation.type": "process",
        "messaging.operation.name": "process",
        "messaging.destination.name": "orders",
    }
    # planted: without the sender's context this span starts a trace of its own
    context = propagate.extract(message["headers"])
    tracer = trace.get_tracer("shop.mailer")
    with tracer.start_as_current_span("process orders", context, trace.SpanKind.CONSUMER, attributes) as span:
        try:
            pack(message["number"])
        except ValueError as error:
            # planted: the exception is there, the status is not
            span.record_exception(error)
            log.error("order %s cannot be packed", message["number"])
        processed.add(1, {"mail.template": "confirmation"})
        log.info("confirmation sent")


def pack(number):
    with trace.get_tracer("shop.mailer").start_as_current_span(
        "pack order", record_exception=False, set_status_on_exception=False
    ):
        if number == 7:
            raise ValueError("no box is large enough")


if __name__ == "__main__":
    stop = telemetry.start({"service.name": "shop-mailer", "deployment.environment.name": "production"})
    processed = metrics.get_meter("shop.mailer").create_counter("shop.mails.sent", "{mail}", "Mails that were sent.")
    with open(sys.argv[1]) as queue:
        for line in queue:
            process(json.loads(line))
    stop()
