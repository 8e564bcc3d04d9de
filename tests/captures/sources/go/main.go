// A storefront and the catalog that it asks, with telemetry as the OpenTelemetry documentation has it: nothing is planted.
//
// Usage: clean catalog PORT | clean storefront PORT
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"os/signal"
	"time"

	"go.opentelemetry.io/contrib/bridges/otelslog"
	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
	"go.opentelemetry.io/contrib/instrumentation/runtime"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/exporters/otlp/otlplog/otlploghttp"
	"go.opentelemetry.io/otel/exporters/otlp/otlpmetric/otlpmetrichttp"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/log/global"
	"go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/sdk/log"
	sdkmetric "go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
)

var products = map[string]int{"mug": 3, "cap": 0, "pen": 12, "bag": 1}

var errSoldOut = errors.New("product is sold out")

func main() {
	ctx := context.Background()
	stop, err := start(ctx, os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	logger := otelslog.NewLogger("shop." + os.Args[1])
	if os.Args[1] == "catalog" {
		err = catalog(logger, os.Args[2])
	} else {
		err = storefront(logger, os.Args[2])
	}
	if err = errors.Join(err, stop(ctx)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// start sets up all three signals; what it returns sends what is left.
func start(ctx context.Context, role string) (func(context.Context) error, error) {
	of := resource.NewSchemaless(
		attribute.String("service.name", role),
		attribute.String("service.namespace", "shop"),
		attribute.String("service.version", "1.8.2"),
		attribute.String("service.instance.id", map[string]string{"catalog": "c-1", "storefront": "s-1"}[role]),
		attribute.String("deployment.environment.name", "production"),
	)
	of, err := resource.Merge(resource.Environment(), of)
	if err != nil {
		return nil, err
	}
	if sdk, err := resource.New(ctx, resource.WithTelemetrySDK()); err == nil {
		of, _ = resource.Merge(sdk, of)
	}
	spans, err := otlptracehttp.New(ctx)
	if err != nil {
		return nil, err
	}
	numbers, err := otlpmetrichttp.New(ctx)
	if err != nil {
		return nil, err
	}
	records, err := otlploghttp.New(ctx)
	if err != nil {
		return nil, err
	}
	traces := sdktrace.NewTracerProvider(sdktrace.WithBatcher(spans), sdktrace.WithResource(of))
	metrics := sdkmetric.NewMeterProvider(sdkmetric.WithReader(sdkmetric.NewPeriodicReader(numbers)), sdkmetric.WithResource(of))
	logs := log.NewLoggerProvider(log.WithProcessor(log.NewBatchProcessor(records)), log.WithResource(of))
	otel.SetTracerProvider(traces)
	otel.SetMeterProvider(metrics)
	global.SetLoggerProvider(logs)
	otel.SetTextMapPropagator(propagation.TraceContext{})
	stop := func(ctx context.Context) error {
		return errors.Join(traces.Shutdown(ctx), metrics.Shutdown(ctx), logs.Shutdown(ctx))
	}
	return stop, runtime.Start()
}

// catalog answers until it is interrupted.
func catalog(logger *slog.Logger, port string) error {
	lookups, err := otel.Meter("shop.catalog").Int64Counter("shop.catalog.lookups",
		metric.WithUnit("{lookup}"), metric.WithDescription("Products that were looked up."))
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /products/{sku}", func(w http.ResponseWriter, r *http.Request) {
		stock, err := load(r.Context(), r.PathValue("sku"))
		lookups.Add(r.Context(), 1, metric.WithAttributes(attribute.Bool("shop.product.found", err == nil)))
		if err != nil {
			logger.WarnContext(r.Context(), "product cannot be sold", "reason", err.Error())
			http.Error(w, "sold out", http.StatusConflict)
			return
		}
		fmt.Fprintf(w, "%d in stock", stock)
	})
	ctx, done := signal.NotifyContext(context.Background(), os.Interrupt)
	defer done()
	server := &http.Server{Addr: "127.0.0.1:" + port, Handler: otelhttp.NewHandler(mux, "catalog")}
	go func() {
		<-ctx.Done()
		_ = server.Shutdown(context.Background())
	}()
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// load says why it fails, on the span itself.
func load(ctx context.Context, sku string) (int, error) {
	_, span := otel.Tracer("shop.catalog").Start(ctx, "load product", trace.WithAttributes(attribute.String("shop.product.sku", sku)))
	defer span.End()
	time.Sleep(2 * time.Millisecond)
	stock := products[sku]
	if stock == 0 {
		span.RecordError(errSoldOut)
		span.SetAttributes(attribute.String("error.type", "sold_out"))
		span.SetStatus(codes.Error, errSoldOut.Error())
		return 0, errSoldOut
	}
	return stock, nil
}

// outbox sends what was ordered on, as one batch that is linked to each order.
func outbox(ctx context.Context, shelves []string) {
	tracer := otel.Tracer("shop.storefront")
	messaging := func(kind string) trace.SpanStartOption {
		return trace.WithAttributes(
			attribute.String("messaging.system", "kafka"),
			attribute.String("messaging.operation.type", kind),
			attribute.String("messaging.operation.name", kind),
			attribute.String("messaging.destination.name", "shop.shelves"))
	}
	var links []trace.Link
	for at, shelf := range shelves {
		_, span := tracer.Start(ctx, "send shop.shelves", trace.WithSpanKind(trace.SpanKindProducer), messaging("send"))
		// Numbers and texts that only look like those of cards, accounts and keys.
		span.SetAttributes(
			attribute.String("shop.shelf.name", shelf),
			attribute.Int64("shop.order.number", 7_300_000_000_000_000+int64(at)),
			attribute.String("shop.order.uuid", fmt.Sprintf("0190d5a4-7c1e-7b3a-9f00-%012x", at)),
			attribute.String("shop.product.ean", "4006381333931"),
			attribute.String("shop.parcel.number", fmt.Sprintf("0034043416109401%04d", at)),
			attribute.String("shop.page.etag", `W/"33a64df551425fcc55e4d42a148795d9f25f89d4"`),
			attribute.String("shop.build.revision", "9fceb02d0ae598e95dc970b74767f19372d61af8"),
			attribute.Float64("shop.order.total", 19.5+float64(at)))
		links = append(links, trace.Link{SpanContext: span.SpanContext()})
		span.End()
	}
	_, span := tracer.Start(context.Background(), "process shop.shelves", trace.WithSpanKind(trace.SpanKindConsumer),
		trace.WithLinks(links...), messaging("process"), trace.WithAttributes(attribute.Int("messaging.batch.message_count", len(links))))
	span.End()
}

// storefront serves one page, and is visited a few times.
func storefront(logger *slog.Logger, port string) error {
	shown, err := otel.Meter("shop.storefront").Float64Histogram("shop.page.duration",
		metric.WithUnit("s"), metric.WithDescription("How long a page took."),
		metric.WithExplicitBucketBoundaries(0.005, 0.05, 0.5))
	if err != nil {
		return err
	}
	client := &http.Client{Transport: otelhttp.NewTransport(http.DefaultTransport)}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /shelves/{shelf}", func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		for _, sku := range []string{"mug", "cap", "pen", "bag"} {
			request, _ := http.NewRequestWithContext(r.Context(), http.MethodGet, "http://127.0.0.1:"+port+"/products/"+sku, nil)
			answer, err := client.Do(request)
			if err != nil {
				http.Error(w, "the catalog does not answer", http.StatusBadGateway)
				return
			}
			_, _ = io.Copy(w, answer.Body)
			answer.Body.Close()
		}
		logger.InfoContext(r.Context(), "shelf shown", "shelf", r.PathValue("shelf"), "products", len(products))
		shown.Record(r.Context(), time.Since(start).Seconds(), metric.WithAttributes(attribute.String("shop.page.kind", "shelf")))
	})
	server := httptest.NewServer(otelhttp.NewHandler(mux, "storefront"))
	defer server.Close()
	shelves := []string{"kitchen", "office", "garden", "kitchen", "travel"}
	for _, shelf := range shelves {
		answer, err := http.Get(server.URL + "/shelves/" + shelf)
		if err != nil {
			return err
		}
		answer.Body.Close()
	}
	ctx, span := otel.Tracer("shop.storefront").Start(context.Background(), "empty outbox")
	defer span.End()
	outbox(ctx, shelves)
	return unanswered(ctx, client)
}

// unanswered calls a service that is not there: that is an error, and the library says why.
func unanswered(ctx context.Context, client *http.Client) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://127.0.0.1:9/rates", nil)
	if err != nil {
		return err
	}
	if answer, err := client.Do(request); err == nil {
		return answer.Body.Close()
	}
	return nil
}
