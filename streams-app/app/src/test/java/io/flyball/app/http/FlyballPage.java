package io.flyball.app.http;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;

/** What a person sees on the page, read through a browser; for any running Flyball. */
public final class FlyballPage {
    private final WebDriver driver;

    private FlyballPage(WebDriver driver) {
        this.driver = driver;
    }

    /** Opens the page at that address. */
    public static FlyballPage open(WebDriver driver, URI address) {
        driver.get(address.toString());
        return new FlyballPage(driver);
    }

    /** {@code Live}, {@code Connecting} or {@code Reconnecting}. */
    public String connection() {
        return driver.findElement(By.id("connection")).getText();
    }

    /** Whether the banner about a lost connection shows. */
    public boolean bannerShows() {
        return driver.findElement(By.id("banner")).isDisplayed();
    }

    /** The figure of the tile with that id. */
    public String figure(String id) {
        return driver.findElement(By.id(id)).getText();
    }

    /** The findings on show, each as its text. */
    public List<String> findings() {
        return texts("#findings > li");
    }

    /** The signals in force on show, each as its text. */
    public List<String> signals() {
        return texts("#signals > li");
    }

    /** The alerts on show, each as its text. */
    public List<String> alerts() {
        return texts("#alerts > li");
    }

    /** Whether a burn shows with all that follows from it: the finding, a signal in force, and the alert. */
    public boolean showsABurn() {
        return findings().stream().anyMatch(text -> text.startsWith("burn"))
                && !signals().isEmpty()
                && alerts().stream().anyMatch(text -> text.contains("burn opened"));
    }

    /** Names in the table of a dimension, from top to bottom. */
    public List<String> names(String dimension) {
        return texts("#" + dimension + "-table tbody .name");
    }

    /** The row of a scope, for example {@code user:ann}, as its text; empty where there is none. */
    public String row(String scope) {
        return String.join(" ", texts("tr[data-scope=\"" + scope + "\"]"));
    }

    /** What each dollar did, line by line: of everyone, then of those that are picked. */
    public List<String> dollars() {
        return texts("#waste .legend li");
    }

    /** The parts of the bar in the row of a scope, from left to right. */
    public List<String> dollarBar(String scope) {
        Object parts = ((JavascriptExecutor) driver)
                .executeScript(
                        "return [...document.querySelectorAll(arguments[0])].map(e => e.dataset.kind)",
                        "tr[data-scope=\"" + scope + "\"] .dollars i");
        return ((List<?>) Objects.requireNonNull(parts))
                .stream().map(String::valueOf).toList();
    }

    /** Texts of the notes that stand where nothing has happened yet. */
    public List<String> emptyNotes() {
        return driver.findElements(By.cssSelector(".empty")).stream()
                .filter(WebElement::isDisplayed)
                .map(WebElement::getText)
                .toList();
    }

    /** Chooses the window the amounts cover, as its value, for example {@code 24h}. */
    public void chooseWindow(String window) {
        driver.findElement(By.cssSelector("#windows input[value=\"" + window + "\"] + span"))
                .click();
    }

    /** Picks the line of a scope, with the keyboard. The table may be drawn anew meanwhile: then its new line. */
    public void pick(String scope) {
        By button = By.cssSelector("tr[data-scope=\"" + scope + "\"] button");
        await().ignoreException(StaleElementReferenceException.class).until(() -> {
            driver.findElement(button).sendKeys(Keys.ENTER);
            return true;
        });
    }

    /** Whether the line of a scope is picked. */
    public boolean picked(String scope) {
        return "true"
                .equals(((JavascriptExecutor) driver)
                        .executeScript(
                                "return document.querySelector(arguments[0]).getAttribute('aria-pressed')",
                                "tr[data-scope=\"" + scope + "\"] button"));
    }

    /** How many lines of that canvas' chart have at least one point. */
    public long linesDrawn(String dimension) {
        Object count = ((JavascriptExecutor) driver)
                .executeScript(
                        "return Chart.getChart(arguments[0]).data.datasets.filter(s => s.data.length).length",
                        dimension + "-chart");
        return ((Number) Objects.requireNonNull(count)).longValue();
    }

    /** A text may change between finding and reading its element: whole lists are read in one step of the page. */
    private List<String> texts(String selector) {
        Object texts = ((JavascriptExecutor) driver)
                .executeScript(
                        "return [...document.querySelectorAll(arguments[0])].map(e => e.innerText.trim())", selector);
        return ((List<?>) Objects.requireNonNull(texts))
                .stream().map(String::valueOf).toList();
    }
}
