#!/bin/sh
# Records one language: `record.sh LANGUAGE FOLDER`. What the services need has to be installed before.
set -e
folder=$(realpath -m "$2")
cd "$(dirname "$0")/$1"
python3 ../receive.py "$folder" $([ "$1" = java ] && echo --packed) &
receiver=$!
trap 'kill $receiver' EXIT
sleep 1
export OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318 OTEL_EXPORTER_OTLP_COMPRESSION=gzip
case $1 in
python)
    queue=$(mktemp)
    export OTEL_PYTHON_LOG_CODE_ATTRIBUTES=true
    OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS_SERVER_REQUEST=authorization python3 shop.py "$queue"
    python3 worker.py "$queue"
    rm "$queue"
    ;;
node)
    export OTEL_SERVICE_NAME=accounts OTEL_RESOURCE_ATTRIBUTES=service.version=0.9.1
    export OTEL_NODE_RESOURCE_DETECTORS=env OTEL_NODE_DISABLED_INSTRUMENTATIONS=fs,net,dns,runtime-node
    node web.js
    ;;
rust)
    unset OTEL_EXPORTER_OTLP_COMPRESSION
    cargo run --quiet
    ;;
go)
    go build -o clean .
    ./clean catalog 8404 &
    catalog=$!
    sleep 1
    ./clean storefront 8404
    kill -INT $catalog
    wait $catalog
    rm clean
    ;;
java)
    export OTEL_SERVICE_NAME=library
    export OTEL_RESOURCE_ATTRIBUTES=service.version=5.0.3,deployment.environment.name=production
    from=io.opentelemetry.instrumentation.resources
    for provider in HostResourceProvider HostIdResourceProvider OsResourceProvider ProcessResourceProvider ContainerResourceProvider; do
        OTEL_JAVA_DISABLED_RESOURCE_PROVIDERS="$from.$provider,$OTEL_JAVA_DISABLED_RESOURCE_PROVIDERS"
    done
    export OTEL_JAVA_DISABLED_RESOURCE_PROVIDERS
    javac -cp 'lib/*' -d classes Library.java
    java -javaagent:opentelemetry-javaagent.jar -cp 'classes:lib/*' Library
    rm -r classes
    ;;
esac
