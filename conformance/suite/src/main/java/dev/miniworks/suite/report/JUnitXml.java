package dev.miniworks.suite.report;

import dev.miniworks.suite.report.Result.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes results in the XML that continuous integration servers read, a test case a scenario. */
public final class JUnitXml {

  private JUnitXml() {}

  /** Writes one test suite of this name. */
  public static void write(Path file, String suite, List<Result> results) throws IOException {
    try (var out = Files.newBufferedWriter(file)) {
      var xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      xml.writeStartElement("testsuite");
      xml.writeAttribute("name", suite);
      xml.writeAttribute("tests", Integer.toString(results.size()));
      xml.writeAttribute("failures", Long.toString(Summary.count(results, Verdict.FAIL)));
      xml.writeAttribute("skipped", Long.toString(Summary.count(results, Verdict.SKIP)));
      xml.writeAttribute("errors", "0");
      xml.writeAttribute(
          "time", seconds(results.stream().mapToLong(r -> r.duration().toMillis()).sum()));
      for (var result : results) {
        testCase(xml, suite, result);
      }
      xml.writeCharacters("\n");
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  private static void testCase(XMLStreamWriter xml, String suite, Result result)
      throws XMLStreamException {
    xml.writeCharacters("\n  ");
    xml.writeStartElement("testcase");
    xml.writeAttribute("name", result.id());
    xml.writeAttribute("classname", suite + "." + result.className());
    xml.writeAttribute("time", seconds(result.duration().toMillis()));
    if (result.verdict() == Verdict.SKIP) {
      xml.writeEmptyElement("skipped");
      xml.writeAttribute("message", result.reason().orElse(""));
    }
    if (result.failure().isPresent()) {
      var failure = result.failure().get();
      xml.writeStartElement("failure");
      xml.writeAttribute("type", failure.getClass().getName());
      xml.writeAttribute("message", clean(String.valueOf(failure.getMessage())));
      xml.writeCharacters(clean(stackTrace(failure)));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private static String seconds(long millis) {
    return "%d.%03d".formatted(millis / 1000, millis % 1000);
  }

  /** XML 1.0 has no way to write control characters. */
  private static String clean(String text) {
    return text.replaceAll("[\\p{Cntrl}&&[^\n\t]]", " ");
  }

  private static String stackTrace(Throwable failure) {
    var text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }
}
