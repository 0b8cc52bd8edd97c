package io.flyball.app.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.app.http.Browser;
import java.util.logging.Level;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

class ExplainPageIT {
    @ParameterizedTest
    @CsvSource({"light, 'rgba(244, 245, 247, 1)'", "dark, 'rgba(13, 17, 23, 1)'"})
    void isReadInABrowserInTheColoursOfThePage(String scheme, String background) {
        try (Browser browser = Browser.start(scheme);
                ExplainServer server = new ExplainServer()) {
            WebDriver driver = browser.driver();
            // when
            driver.get(server.uri("/v1/explain/" + ExplainServer.BURN).toString());
            // then
            assertThat(driver.findElements(By.cssSelector("main h2")))
                    .extracting(WebElement::getText)
                    .contains("What happened", "The rule", "What people answered", "When it ends");
            assertThat(driver.findElement(By.cssSelector("svg.course"))
                            .getSize()
                            .getWidth())
                    .isGreaterThan(400);
            assertThat(driver.findElement(By.tagName("body")).getCssValue("background-color"))
                    .isEqualTo(background);
            assertThat(driver.manage().logs().get(LogType.BROWSER).getAll())
                    .filteredOn(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                    .extracting(LogEntry::getMessage)
                    .isEmpty();
            driver.findElement(By.cssSelector("header a")).click();
            assertThat(driver.getCurrentUrl()).isEqualTo(server.uri("/").toString());
        }
    }
}
