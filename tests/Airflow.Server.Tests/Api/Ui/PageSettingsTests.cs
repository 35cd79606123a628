using System.Text.Json.Nodes;

namespace Airflow.Server.Tests.Api.Ui;

/// <summary>What the configuration says of the pages: alerts, colours and signs.</summary>
public class PageSettingsTests
{
    [Theory]
    [InlineData("", "[]")]
    [InlineData("""[{"text":"Closed on **Sunday**","category":"warning"},{"text":"b"}]""", """[{"text":"Closed on **Sunday**","category":"warning"},{"text":"b","category":"info"}]""")]
    public async Task Alerts_are_told_on_the_first_page(string setting, string expected)
    {
        await using var server = await ApiServer.StartAsync(("AIRFLOW__API__DASHBOARD_ALERTS", setting));

        (await AskAsync(server, "/ui/home?start_date=2026-01-01T00:00:00Z"))["alerts"]!.ToJsonString(Plain).ShouldBe(expected);
        (await AskAsync(server, "/ui/config"))["dashboard_alert"]!.ToJsonString(Plain).ShouldBe(expected);
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("{}")]
    [InlineData("""[{"category":"info"}]""")]
    [InlineData("""[{"text":"a","category":"other"}]""")]
    public async Task Alerts_that_are_none_say_so(string setting)
    {
        await using var server = await ApiServer.StartAsync(("AIRFLOW__API__DASHBOARD_ALERTS", setting));

        var alert = (await AskAsync(server, "/ui/home?start_date=2026-01-01T00:00:00Z"))["alerts"]!.AsArray().ShouldHaveSingleItem()!;
        ((string)alert["category"]!, ((string)alert["text"]!).Contains("[api] dashboard_alerts", StringComparison.Ordinal)).ShouldBe(("error", true));
    }

    [Theory]
    [InlineData("""{"icon":"/pin.svg","icon_dark_mode":"https://cdn.example/pin.svg"}""", """{"icon":"/pin.svg","icon_dark_mode":"https://cdn.example/pin.svg"}""")]
    [InlineData("""{"icon":"//elsewhere/pin.svg","icon_dark_mode":"javascript:alert(1).svg"}""", null)]
    [InlineData("""{"tokens":{"colors":{"brand":{"50":{"value":"oklch(0.97 0.01 17.4)"},"900":{"value":"red;}"}}}}}""", """{"tokens":{"colors":{"brand":{"50":{"value":"oklch(0.97 0.01 17.4)"}}}}}""")]
    [InlineData("""{"globalCss":{"h1":{"color":"red"}}}""", """{"globalCss":{"h1":{"color":"red"}}}""")]
    [InlineData("no JSON", null)]
    [InlineData("", null)]
    public async Task A_theme_is_told_without_what_is_none(string setting, string? expected)
    {
        await using var server = await ApiServer.StartAsync(("AIRFLOW__API__THEME", setting));

        (await AskAsync(server, "/ui/session"))["theme"]?.ToJsonString(Plain).ShouldBe(expected);
    }

    private static System.Text.Json.JsonSerializerOptions Plain { get; } = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static async Task<JsonNode> AskAsync(ApiServer server, string path) => await server.JsonAsync(HttpMethod.Get, path, await server.TokenOfAsync("viewer"));
}
