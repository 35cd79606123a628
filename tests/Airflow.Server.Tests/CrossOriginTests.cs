using Airflow.Server.Tests.Api;

namespace Airflow.Server.Tests;

public sealed class CrossOriginTests
{
    private const string Page = "https://pages.example.com";

    [Fact]
    public async Task A_page_of_an_allowed_origin_may_ask_and_read()
    {
        await using var server = await ApiServer.StartAsync(
            ("AIRFLOW__API__ACCESS_CONTROL_ALLOW_ORIGINS", $"https://other.example.com {Page}"),
            ("AIRFLOW__API__ACCESS_CONTROL_ALLOW_METHODS", "GET,PATCH"),
            ("AIRFLOW__API__ACCESS_CONTROL_ALLOW_HEADERS", "Authorization, Content-Type"));

        using var asked = await PreflightAsync(server, Page, "PATCH");
        using var read = await server.SendAsync(HttpMethod.Get, "/api/v2/version", null, null, ("Origin", Page));

        ((int)asked.StatusCode).ShouldBe(204);
        Header(asked, "Access-Control-Allow-Origin").ShouldBe(Page);
        Header(asked, "Access-Control-Allow-Methods").ShouldContain("PATCH");
        Header(asked, "Access-Control-Allow-Headers").ShouldContain("Authorization");
        Header(read, "Access-Control-Allow-Origin").ShouldBe(Page);
        Header(read, "Access-Control-Allow-Credentials").ShouldBe("true");
    }

    [Theory]
    [InlineData("https://evil.example.com")]
    [InlineData("https://pages.example.com.evil.example.com")]
    [InlineData("http://pages.example.com")]
    [InlineData("null")]
    public async Task A_page_of_another_origin_may_not(string origin)
    {
        await using var server = await ApiServer.StartAsync(("AIRFLOW__API__ACCESS_CONTROL_ALLOW_ORIGINS", Page), ("AIRFLOW__API__ACCESS_CONTROL_ALLOW_METHODS", "*"));

        using var asked = await PreflightAsync(server, origin, "DELETE");
        using var read = await server.SendAsync(HttpMethod.Get, "/api/v2/version", null, null, ("Origin", origin));

        asked.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
        read.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    [Fact]
    public async Task Any_origin_may_read_but_never_with_the_cookies_of_a_user()
    {
        await using var server = await ApiServer.StartAsync(("AIRFLOW__API__ACCESS_CONTROL_ALLOW_ORIGINS", "*"));

        using var read = await server.SendAsync(HttpMethod.Get, "/api/v2/version", null, null, ("Origin", Page));

        Header(read, "Access-Control-Allow-Origin").ShouldBe("*");
        read.Headers.Contains("Access-Control-Allow-Credentials").ShouldBeFalse();
    }

    [Fact]
    public async Task Without_the_options_no_page_of_elsewhere_may()
    {
        await using var server = await ApiServer.StartAsync();

        using var asked = await PreflightAsync(server, Page, "GET");
        using var read = await server.SendAsync(HttpMethod.Get, "/api/v2/version", null, null, ("Origin", Page));

        asked.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
        read.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    private static Task<HttpResponseMessage> PreflightAsync(ApiServer server, string origin, string method) => server.SendAsync(
        HttpMethod.Options, "/api/v2/dags", null, null, ("Origin", origin), ("Access-Control-Request-Method", method), ("Access-Control-Request-Headers", "authorization"));

    private static string Header(HttpResponseMessage answer, string name) => answer.Headers.GetValues(name).Single();
}
