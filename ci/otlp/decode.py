"""Decodes requests of OTLP with Google's protobuf library and OpenTelemetry's messages.

Each line of the input is a JSON object: `signal` is traces, metrics or logs, `format` is protobuf or json, and `body` is
the request in hexadecimal. For each, a line with the same request in canonical protobuf is printed, in hexadecimal.
"""
import base64
import json
import sys

from google.protobuf.json_format import Parse
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

MESSAGES = {
    "traces": ExportTraceServiceRequest,
    "metrics": ExportMetricsServiceRequest,
    "logs": ExportLogsServiceRequest,
}
IDS = {"traceId", "spanId", "parentSpanId"}


def with_base64(value):
    """Converts ids: OTLP has them in hexadecimal, protobuf's own mapping has all bytes in base64."""
    if isinstance(value, list):
        return [with_base64(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {name: hexadecimal(item) if name in IDS else with_base64(item) for name, item in value.items()}


def hexadecimal(digits):
    if digits != digits.lower():
        raise ValueError(f"an id is not in lower case: {digits}")
    return base64.b64encode(bytes.fromhex(digits)).decode()


def unique_names(pairs):
    """Refuses objects that have a name twice, of which `json` would keep the last."""
    if len({name for name, _ in pairs}) < len(pairs):
        raise ValueError(f"a name is there twice: {[name for name, _ in pairs]}")
    return dict(pairs)


def not_json(constant):
    raise ValueError(f"{constant} is not JSON")


for line in sys.stdin:
    request = json.loads(line)
    message, body = MESSAGES[request["signal"]](), bytes.fromhex(request["body"])
    if request["format"] == "json":
        decoded = json.loads(body, object_pairs_hook=unique_names, parse_constant=not_json)
        # Unknown fields are an error.
        Parse(json.dumps(with_base64(decoded)), message)
    else:
        message.ParseFromString(body)
    print(message.SerializeToString(deterministic=True).hex())
