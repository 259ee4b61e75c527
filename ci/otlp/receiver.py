"""Receives OTLP with Google's protobuf library and gRPC, and OpenTelemetry's messages.

Prints a line with the ports of gRPC and of HTTP, then a line for each request, a JSON object: `signal` is traces, metrics
or logs, `transport` is grpc, http/protobuf or http/json, and `body` is the request in OTLP's JSON format. A request that
cannot be decoded, or has an unknown field, is refused and printed with `error` instead of `body`.
"""
import base64
import gzip
import json
import sys
import threading
from concurrent import futures
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import grpc
from google.protobuf.json_format import MessageToDict, Parse
from google.protobuf.unknown_fields import UnknownFieldSet
from opentelemetry.proto.collector.logs.v1 import logs_service_pb2, logs_service_pb2_grpc
from opentelemetry.proto.collector.metrics.v1 import metrics_service_pb2, metrics_service_pb2_grpc
from opentelemetry.proto.collector.trace.v1 import trace_service_pb2, trace_service_pb2_grpc

MESSAGES = {
    "traces": (trace_service_pb2.ExportTraceServiceRequest, trace_service_pb2.ExportTraceServiceResponse),
    "metrics": (metrics_service_pb2.ExportMetricsServiceRequest, metrics_service_pb2.ExportMetricsServiceResponse),
    "logs": (logs_service_pb2.ExportLogsServiceRequest, logs_service_pb2.ExportLogsServiceResponse),
}
IDS = {"traceId", "spanId", "parentSpanId"}
printing = threading.Lock()


def with_ids(value, convert):
    """Converts ids: OTLP has them in hexadecimal, protobuf's own mapping has all bytes in base64."""
    if isinstance(value, list):
        return [with_ids(item, convert) for item in value]
    if not isinstance(value, dict):
        return value
    return {name: convert(item) if name in IDS else with_ids(item, convert) for name, item in value.items()}


def base64_of(digits):
    return base64.b64encode(bytes.fromhex(digits)).decode()


def hexadecimal_of(text):
    return base64.b64decode(text).hex()


def check_known(message):
    """Fields of a later version of OTLP are an error."""
    if len(UnknownFieldSet(message)):
        raise ValueError(f"{message.DESCRIPTOR.name} has an unknown field")
    for field, value in message.ListFields():
        if field.message_type:
            for part in value if field.is_repeated else [value]:
                check_known(part)


def show(signal, transport, **what):
    with printing:
        print(json.dumps({"signal": signal, "transport": transport, **what}), flush=True)


def received(signal, transport, message):
    check_known(message)
    show(signal, transport, body=with_ids(MessageToDict(message), hexadecimal_of))


def service(base, signal):
    class Service(base):
        def Export(self, request, context):
            try:
                received(signal, "grpc", request)
            except ValueError as error:
                show(signal, "grpc", error=str(error))
                context.abort(grpc.StatusCode.INVALID_ARGUMENT, str(error))
            return MESSAGES[signal][1]()

    return Service()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_POST(self):
        signal, body = self.path.removeprefix("/v1/"), self.rfile.read(int(self.headers["content-length"]))
        is_json = self.headers["content-type"] == "application/json"
        transport = "http/json" if is_json else "http/protobuf"
        try:
            if self.headers["content-encoding"] == "gzip":
                body = gzip.decompress(body)
            message = MESSAGES[signal][0]()
            if is_json:
                Parse(json.dumps(with_ids(json.loads(body), base64_of)), message)
            else:
                message.ParseFromString(body)
            received(signal, transport, message)
            self.answer(200, b"{}" if is_json else b"")
        except Exception as error:
            show(signal, transport, error=str(error))
            self.answer(400, b"")

    def answer(self, code, body):
        self.send_response(code)
        self.send_header("content-type", self.headers["content-type"])
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


over_grpc = grpc.server(futures.ThreadPoolExecutor(4))
trace_service_pb2_grpc.add_TraceServiceServicer_to_server(
    service(trace_service_pb2_grpc.TraceServiceServicer, "traces"), over_grpc)
metrics_service_pb2_grpc.add_MetricsServiceServicer_to_server(
    service(metrics_service_pb2_grpc.MetricsServiceServicer, "metrics"), over_grpc)
logs_service_pb2_grpc.add_LogsServiceServicer_to_server(
    service(logs_service_pb2_grpc.LogsServiceServicer, "logs"), over_grpc)
grpc_port = over_grpc.add_insecure_port("127.0.0.1:0")
over_grpc.start()
over_http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=over_http.serve_forever, daemon=True).start()
print(json.dumps({"grpc": grpc_port, "http": over_http.server_address[1]}), flush=True)
# It ends with the test that has started it, which holds the other end of the standard input.
sys.stdin.read()
