using System.Net;
using System.Text.Json.Nodes;
using Airflow.Engine.Users;
using Airflow.Server.Api.Auth;
using Airflow.Server.Users;

namespace Airflow.Server.Tests.Api.Auth;

/// <summary>How sessions begin, what a browser may do in one, and what ends them.</summary>
public sealed class SessionTests : IAsyncLifetime
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ApiServer server = null!;

    public async ValueTask InitializeAsync() => server = await ApiServer.StartAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task The_form_of_the_page_sets_a_cookie_that_no_script_can_read_and_leads_on()
    {
        using var page = await server.SendAsync(HttpMethod.Get, "/auth/login?next=%2Fdags%2F%22x%22", null);
        var html = await page.Content.ReadAsStringAsync(Cancel);
        html.ShouldContain("value=\"/dags/&quot;x&quot;\"");
        html.ShouldNotContain("<script");
        page.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem().ShouldStartWith("default-src 'none'");

        using var answer = await LoginAsync("viewer", "viewer", "/dags/x");

        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        answer.Headers.Location!.OriginalString.ShouldBe("/dags/x");
        var cookie = answer.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem();
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=lax", Case.Insensitive);
        (await server.StatusAsync(HttpMethod.Get, "/api/v2/pools", null, null, ("Cookie", cookie.Split(';')[0]))).ShouldBe(200);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/a\r\nSet-Cookie: x=y")]
    public async Task Nobody_is_led_elsewhere_after_a_login(string next)
    {
        using var answer = await LoginAsync("viewer", "viewer", next);
        answer.Headers.Location!.OriginalString.ShouldBe("/");

        (await server.StatusAsync(HttpMethod.Get, $"/api/v2/auth/login?next={Uri.EscapeDataString(next)}", null)).ShouldBe(400);
    }

    [Fact]
    public async Task A_wrong_password_shows_the_page_again()
    {
        using var answer = await LoginAsync("<b>viewer</b>", "no", "/");

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldContain("&lt;b&gt;viewer&lt;/b&gt;");
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-site", 403)]
    [InlineData("Origin", "https://evil.example", 403)]
    [InlineData("Origin", "null", 403)]
    [InlineData("Sec-Fetch-Site", "same-origin", 201)]
    [InlineData("Origin", "{own}", 201)]
    public async Task A_change_with_nothing_but_the_cookie_must_come_from_a_page_of_ours(string header, string value, int status)
    {
        var token = await server.TokenOfAsync("op");
        var origin = value.Replace("{own}", server.Address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal);
        var pool = new { name = "p", slots = 1 };

        (await server.StatusAsync(HttpMethod.Post, "/api/v2/pools", null, pool, ("Cookie", $"_token={token}"), (header, origin))).ShouldBe(status);

        // a token in the head is put there by whoever calls, never by a browser on its own
        (await server.StatusAsync(HttpMethod.Post, "/api/v2/pools", token, new { name = "q", slots = 1 }, (header, origin))).ShouldBe(201);
    }

    [Fact]
    public async Task A_form_of_another_site_logs_nobody_in()
    {
        using var answer = await LoginAsync("viewer", "viewer", "/", ("Origin", "https://evil.example"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [Fact]
    public async Task Logging_out_ends_the_session_everywhere()
    {
        var token = await server.TokenOfAsync("viewer");

        (await server.StatusAsync(HttpMethod.Get, "/api/v2/auth/logout", null, null, ("Cookie", $"_token={token}"))).ShouldBe(307);

        (await server.StatusAsync(HttpMethod.Get, "/api/v2/pools", token)).ShouldBe(403);
    }

    [Fact]
    public async Task Another_password_ends_the_sessions_of_the_old_one()
    {
        var token = await server.TokenOfAsync("viewer");
        var other = await server.TokenOfAsync("op");
        var user = (await server.Stores.Users.FindAsync("viewer", Cancel))!;
        await server.Stores.Users.UpdateAsync(user with { PasswordHash = new IdentityPasswordHasher().Hash("another") }, Cancel);

        (await server.StatusAsync(HttpMethod.Get, "/api/v2/pools", token)).ShouldBe(403);
        (await server.StatusAsync(HttpMethod.Get, "/api/v2/pools", other)).ShouldBe(200);
    }

    [Fact]
    public async Task Who_is_deactivated_is_out()
    {
        var token = await server.TokenOfAsync("viewer");
        var user = (await server.Stores.Users.FindAsync("viewer", Cancel))!;
        await server.Stores.Users.UpdateAsync(user with { IsActive = false }, Cancel);

        (await server.StatusAsync(HttpMethod.Get, "/api/v2/pools", token)).ShouldBe(403);
        (await server.StatusAsync(HttpMethod.Post, "/auth/token", null, new { username = "viewer", password = "viewer" })).ShouldBe(401);
    }

    [Fact]
    public async Task Guessing_is_slowed_down_and_only_for_whoever_guesses()
    {
        for (var i = 0; i < LoginThrottle.MaxPerName; i++)
        {
            (await server.StatusAsync(HttpMethod.Post, "/auth/token", null, new { username = "viewer", password = $"guess {i}" })).ShouldBe(401);
        }

        using (var slowed = await server.SendAsync(HttpMethod.Post, "/auth/token", null, new { username = "viewer", password = "viewer" }))
        {
            slowed.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
            slowed.Headers.RetryAfter.ShouldNotBeNull();
        }

        (await server.StatusAsync(HttpMethod.Post, "/auth/token", null, new { username = "op", password = "op" })).ShouldBe(201);
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        (await server.StatusAsync(HttpMethod.Post, "/auth/token", null, new { username = "viewer", password = "viewer" })).ShouldBe(201);
    }

    [Fact]
    public async Task A_token_of_ones_own_lets_programs_in_until_it_ends_or_is_taken_back()
    {
        var session = await server.TokenOfAsync("viewer");
        var made = await server.JsonAsync(HttpMethod.Post, "/api/v2/tokens", session, new { name = "ci", expires_at = "2026-03-02T12:00:00Z" });
        var token = $"{made["token"]}";
        (await server.StatusAsync(HttpMethod.Get, "/api/v2/pools", token)).ShouldBe(200);
        (await server.StatusAsync(HttpMethod.Get, "/api/v2/variables", token)).ShouldBe(403, "it may no more than its owner");
        (await server.StatusAsync(HttpMethod.Post, "/api/v2/tokens", token, new { name = "more" })).ShouldBe(403);
        (await server.StatusAsync(HttpMethod.Post, "/api/v2/tokens", session, new { name = "ci" })).ShouldBe(409);
        var listed = (await server.JsonAsync(HttpMethod.Get, "/api/v2/tokens", session))["tokens"]!.AsArray().ShouldHaveSingleItem()!.AsObject();
        listed.ContainsKey("token").ShouldBeFalse();
        ((string?)listed["last_used_at"]).ShouldBe("2026-03-01T12:00:00Z");

        var others = (await server.JsonAsync(HttpMethod.Get, "/api/v2/tokens", await server.TokenOfAsync("op")))["tokens"]!.AsArray();
        others.ShouldBeEmpty();
        (await server.StatusAsync(HttpMethod.Delete, $"/api/v2/tokens/{made["id"]}", await server.TokenOfAsync("op"))).ShouldBe(404);

        server.Clock.Advance(TimeSpan.FromHours(12));
        (await server.StatusAsync(HttpMethod.Delete, $"/api/v2/tokens/{made["id"]}", session)).ShouldBe(204);
        (await server.StatusAsync(HttpMethod.Get, "/api/v2/pools", token)).ShouldBe(403);
    }

    [Fact]
    public async Task A_token_that_has_ended_says_so()
    {
        var token = $"{(await server.JsonAsync(HttpMethod.Post, "/api/v2/tokens", await server.TokenOfAsync("viewer"), new { name = "x", expires_at = "2026-03-02T12:00:00Z" }))["token"]}";

        server.Clock.Advance(TimeSpan.FromDays(1));

        using var answer = await server.SendAsync(HttpMethod.Get, "/api/v2/pools", token);
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!["detail"]!.GetValue<string>().ShouldBe("Token Expired");
    }

    [Fact]
    public async Task Tokens_go_with_their_user()
    {
        var token = $"{(await server.JsonAsync(HttpMethod.Post, "/api/v2/tokens", await server.TokenOfAsync("viewer"), new { name = "x" }))["token"]}";
        var user = (await server.Stores.Users.FindAsync("viewer", Cancel))!;
        await server.Stores.Users.DeleteAsync(user.Id, Cancel);
        await server.AddUserAsync("viewer", BuiltInRoles.Admin);

        (await server.StatusAsync(HttpMethod.Get, "/api/v2/pools", token)).ShouldBe(403);
    }

    private Task<HttpResponseMessage> LoginAsync(string username, string password, string next, params (string Name, string Value)[] headers) => server.SendAsync(
        HttpMethod.Post,
        "/auth/login",
        null,
        new FormUrlEncodedContent([new("username", username), new("password", password), new("next", next)]),
        headers);
}
