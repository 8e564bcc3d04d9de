import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;

/** Lends books, with telemetry as the OpenTelemetry documentation has it: nothing is planted. */
public final class Library {
  private static final Logger LOGGER = Logger.getLogger("library.loans");
  private static final Map<String, Integer> SHELF = Map.of("atlas", 2, "novel", 5, "poems", 0);

  private final Tracer tracer = GlobalOpenTelemetry.getTracer("library.loans", "5.0.3");
  private final LongCounter loans =
      GlobalOpenTelemetry.getMeter("library.loans")
          .counterBuilder("library.loans.made")
          .setUnit("{loan}")
          .setDescription("Books that were lent.")
          .build();

  public static void main(String[] arguments) throws Exception {
    Library library = new Library();
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 8405), 0);
    server.createContext("/loans", library::answer);
    server.start();
    HttpClient client = HttpClient.newHttpClient();
    for (String book : List.of("atlas", "novel", "poems", "novel", "atlas")) {
      library.visit(client, book);
    }
    server.stop(0);
  }

  private void visit(HttpClient client, String book) throws Exception {
    Span span = tracer.spanBuilder("visit").startSpan();
    try (Scope scope = span.makeCurrent()) {
      URI address = URI.create("http://127.0.0.1:8405/loans?book=" + book);
      client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    } finally {
      span.end();
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String book = exchange.getRequestURI().getQuery().substring("book=".length());
    int status = 200;
    try {
      lend(book);
    } catch (IllegalStateException refused) {
      LOGGER.warning("loan refused: " + refused.getMessage());
      status = 409;
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private void lend(String book) {
    Span span = tracer.spanBuilder("lend book").setAttribute("library.book.title", book).startSpan();
    try (Scope scope = span.makeCurrent()) {
      if (SHELF.get(book) == 0) {
        throw new IllegalStateException("all copies are out");
      }
      loans.add(1, Attributes.of(AttributeKey.stringKey("library.book.kind"), "print"));
      LOGGER.info("book lent");
    } catch (IllegalStateException refused) {
      span.recordException(refused);
      span.setAttribute("error.type", refused.getClass().getName());
      span.setStatus(StatusCode.ERROR, refused.getMessage());
      throw refused;
    } finally {
      span.end();
    }
  }
}
