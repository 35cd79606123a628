using System.Text;
using System.Text.RegularExpressions;

namespace Airflow.Celery.Tests.Flower;

public sealed partial class FlowerGateTests
{
    private const string Node = MonitorFixture.Node;

    [Fact]
    public async Task Without_logins_this_machine_may_look_under_its_own_name_only()
    {
        await using var monitor = await MonitorFixture.StartAsync(hasWorker: false);

        (await monitor.SendAsync(HttpMethod.Get, "/workers")).Status.ShouldBe(200);
        var foreign = await monitor.SendAsync(HttpMethod.Get, "/workers", null, ("Host", "flower.example.org"));
        foreign.Status.ShouldBe(403);
        foreign.Text.ShouldContain("--basic-auth");
        (await monitor.SendAsync(HttpMethod.Get, "/api/workers", null, ("X-Forwarded-For", "203.0.113.9"))).Status.ShouldBe(403);
        (await monitor.SendAsync(HttpMethod.Get, "/healthcheck", null, ("Host", "flower.example.org"))).ShouldBe((200, "OK"));
    }

    [Theory]
    [InlineData(null, 401)]
    [InlineData("admin:wrong", 401)]
    [InlineData("admin", 401)]
    [InlineData("admin:pw:with:colons", 200)]
    [InlineData("other:pw2", 200)]
    public async Task With_logins_everybody_needs_one(string? login, int status)
    {
        await using var monitor = await MonitorFixture.StartAsync(options => options with { Logins = [("admin", "pw:with:colons"), ("other", "pw2")] }, hasWorker: false);
        (string, string)[] headers = login is null ? [] : [("Authorization", $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(login))}")];

        (await monitor.SendAsync(HttpMethod.Get, "/workers", null, headers)).Status.ShouldBe(status);
        (await monitor.SendAsync(HttpMethod.Get, "/api/tasks", null, headers)).Status.ShouldBe(status);
        (await monitor.SendAsync(HttpMethod.Get, "/metrics", null, headers)).Status.ShouldBe(status);
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Sec-Fetch-Site", "same-origin")]
    [InlineData("Referer", "https://evil.example/page")]
    public async Task Browsers_change_nothing_without_the_token_of_a_page(string header, string value)
    {
        await using var monitor = await MonitorFixture.StartAsync();

        (await monitor.SendAsync(HttpMethod.Post, $"/api/worker/pool/grow/{Node}", null, (header, value))).Status.ShouldBe(403);
        monitor.Worker!.Slots.Limit.ShouldBe(2);
    }

    [Fact]
    public async Task A_form_of_a_page_works_with_its_token_and_not_without()
    {
        await using var monitor = await MonitorFixture.StartAsync();
        var token = Token().Match(await monitor.GetAsync($"/worker/{Node}")).Groups["token"].Value;

        (await PostAsync(("n", "2"))).Status.ShouldBe(403);
        (await PostAsync(("n", "2"), ("_token", "0000"))).Status.ShouldBe(403);
        monitor.Worker!.Slots.Limit.ShouldBe(2);
        (await PostAsync(("n", "2"), ("_token", token))).Status.ShouldBe(303);
        monitor.Worker.Slots.Limit.ShouldBe(4);

        async Task<(int Status, string Text)> PostAsync(params (string Name, string Value)[] fields)
        {
            using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
            return await monitor.SendAsync(HttpMethod.Post, $"/worker/{Node}/grow", form, ("Origin", monitor.Http.BaseAddress!.ToString().TrimEnd('/')), ("Sec-Fetch-Site", "same-origin"));
        }
    }

    [Fact]
    public async Task A_read_only_monitor_shows_and_changes_nothing()
    {
        await using var monitor = await MonitorFixture.StartAsync(options => options with { IsReadOnly = true });

        (await monitor.SendAsync(HttpMethod.Post, $"/api/worker/pool/grow/{Node}")).Status.ShouldBe(403);
        (await monitor.GetAsync($"/worker/{Node}")).ShouldNotContain("<form method=\"post\"");
    }

    [GeneratedRegex("name=\"_token\" value=\"(?<token>[0-9A-F]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}
