using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Airflow.Engine;

namespace Airflow.Server.Tests.Api.Auth.Oidc;

/// <summary>Logging in with an account elsewhere, and what must not let anybody in.</summary>
public sealed class OidcLoginTests : IAsyncLifetime
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private readonly ManualClock clock = new();
    private TestProvider provider = null!;
    private ApiServer server = null!;

    public async ValueTask InitializeAsync()
    {
        provider = await TestProvider.StartAsync(clock);
        server = await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await provider.DisposeAsync();
    }

    [Fact]
    public async Task The_page_has_a_button_that_leads_to_the_provider_and_back()
    {
        using var page = await server.SendAsync(HttpMethod.Get, "/auth/login?next=%2Fdags%2Fx", null);
        (await page.Content.ReadAsStringAsync(Cancel)).ShouldContain("href=\"/auth/oidc/login?next=%2Fdags%2Fx\">Log in with Our &lt;IdP&gt;</a>");

        var (answer, _, _) = await LoginAsync("/dags/x");

        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        answer.Headers.Location!.OriginalString.ShouldBe("/dags/x");
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(static one => one.StartsWith("_token=", StringComparison.Ordinal));
        cookie.ShouldContain("httponly", Case.Insensitive);
        var me = await MeAsync(cookie);
        me.ShouldBe("ann");
        var user = (await server.Stores.Users.FindAsync("ann", Cancel)).ShouldNotBeNull();
        (user.FirstName, user.LastName, user.Email, user.PasswordHash, user.Roles.ShouldHaveSingleItem()).ShouldBe(("Ann", "Lee", "ann@example.com", null, "Op"));
        (await server.StatusAsync(HttpMethod.Post, "/auth/token", null, new { username = "ann", password = "x" })).ShouldBe(401);
    }

    [Fact]
    public async Task Roles_follow_the_groups_at_each_login()
    {
        await LoginAsync();
        provider.Person["groups"] = new JsonArray("readers", "strangers");
        await LoginAsync();
        (await server.Stores.Users.FindAsync("ann", Cancel))!.Roles.ShouldBe(["Viewer"]);

        provider.Person["groups"] = new JsonArray("strangers");
        var (refused, _, _) = await LoginAsync();

        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await refused.Content.ReadAsStringAsync(Cancel)).ShouldContain("none of your groups has a role here");
    }

    [Fact]
    public async Task What_the_token_leaves_out_is_asked_for()
    {
        provider.Person.Remove("preferred_username");
        provider.Person.Remove("groups");
        provider.Info = new JsonObject { ["preferred_username"] = "bob", ["groups"] = new JsonArray("ops"), ["email"] = "bob@example.com" };
        (await LoginAsync()).Answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await server.Stores.Users.FindAsync("bob", Cancel))!.Roles.ShouldBe(["Op"]);

        provider.Info["sub"] = "somebody else";
        await RefusedAsync("tells of somebody else");
    }

    [Fact]
    public async Task A_provider_without_groups_may_have_a_role_for_all()
    {
        await server.DisposeAsync();
        server = await StartAsync(("AIRFLOW__OIDC__DEFAULT_ROLE", "Viewer"), ("AIRFLOW__OIDC__GROUPS_CLAIM", "realm_access.roles"));
        (await LoginAsync()).Answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await server.Stores.Users.FindAsync("ann", Cancel))!.Roles.ShouldBe(["Viewer"]);

        provider.Person["realm_access"] = new JsonObject { ["roles"] = new JsonArray("ops") };
        await LoginAsync();

        (await server.Stores.Users.FindAsync("ann", Cancel))!.Roles.ShouldBe(["Op"]);
    }

    [Fact]
    public async Task An_account_with_a_password_is_not_taken_over()
    {
        provider.Person["preferred_username"] = "admin";

        await RefusedAsync("another account has your user name");

        (await server.Stores.Users.FindAsync("admin", Cancel))!.Roles.ShouldBe(["Admin"]);
    }

    [Fact]
    public async Task An_account_that_is_not_active_stays_out()
    {
        await LoginAsync();
        var user = (await server.Stores.Users.FindAsync("ann", Cancel))!;
        await server.Stores.Users.UpdateAsync(user with { IsActive = false }, Cancel);

        await RefusedAsync("not active");
    }

    [Theory]
    [InlineData("aud", "another-program")]
    [InlineData("iss", "https://evil.example")]
    [InlineData("azp", "another-program")]
    [InlineData("nonce", "another")]
    [InlineData("nonce", null)]
    [InlineData("sub", null)]
    [InlineData("exp", null)]
    public async Task A_token_that_says_something_else_lets_nobody_in(string claim, string? value)
    {
        provider.Spoil = claims => claims[claim] = value;

        await RefusedAsync("You are not logged in");
    }

    [Fact]
    public async Task A_token_for_several_programs_must_say_that_it_is_ours()
    {
        provider.Spoil = static claims => claims["aud"] = new JsonArray(TestProvider.ClientId, "another");
        await RefusedAsync("another program");

        provider.Spoil = static claims =>
        {
            claims["aud"] = new JsonArray(TestProvider.ClientId, "another");
            claims["azp"] = TestProvider.ClientId;
        };
        (await LoginAsync()).Answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task A_token_whose_time_is_over_lets_nobody_in()
    {
        provider.Spoil = claims => claims["exp"] = clock.GetUtcNow().ToUnixTimeSeconds() - 61;

        await RefusedAsync("not valid");
    }

    [Fact]
    public async Task A_forged_signature_lets_nobody_in()
    {
        using var other = RSA.Create(2048);
        provider.PublishedKey = other;
        await RefusedAsync("not valid");

        provider.PublishedKey = null;
        provider.Forge = static token => $"{token[..token.LastIndexOf('.')]}.";
        await RefusedAsync("not valid");

        // no signature at all, or one that a client secret can make
        provider.Forge = static token => $"{TestProvider.Encode("""{"alg":"none"}""")}.{token.Split('.')[1]}.";
        await RefusedAsync("not valid");
        provider.Forge = static token =>
        {
            var signed = $"{TestProvider.Encode("""{"alg":"HS256","kid":"k"}""")}.{token.Split('.')[1]}";
            return $"{signed}.{System.Buffers.Text.Base64Url.EncodeToString(HMACSHA256.HashData(System.Text.Encoding.UTF8.GetBytes(TestProvider.ClientSecret), System.Text.Encoding.ASCII.GetBytes(signed)))}";
        };
        await RefusedAsync("not valid");

        // claims that were changed after they were signed
        provider.Forge = token => $"{token.Split('.')[0]}.{TestProvider.Encode("""{"sub":"1"}""")}.{token.Split('.')[2]}";
        await RefusedAsync("not valid");
    }

    [Fact]
    public async Task A_new_key_of_the_provider_counts_at_once()
    {
        await AllowedAsync();
        provider.KeyReads.ShouldBe(1);
        provider.Key.Dispose();
        (provider.Key, provider.KeyId) = (RSA.Create(2048), "k2");

        await AllowedAsync();
        await AllowedAsync();

        provider.KeyReads.ShouldBe(2);
    }

    [Fact]
    public async Task Tokens_with_unknown_keys_do_not_have_the_provider_asked_again_and_again()
    {
        await AllowedAsync();
        using var known = provider.Key;
        (provider.PublishedKey, provider.PublishedKeyId, provider.Key, provider.KeyId) = (known, "k", RSA.Create(2048), "nobody's");
        for (var count = 0; count < 5; count++)
        {
            await RefusedAsync("not valid");
        }

        provider.KeyReads.ShouldBe(2);
        server.Clock.Advance(TimeSpan.FromSeconds(11));
        await RefusedAsync("not valid");
        provider.KeyReads.ShouldBe(3);
    }

    [Fact]
    public async Task A_state_is_good_once_and_in_its_own_browser_only()
    {
        // the database has a clock of its own, by which it forgets what is over
        clock.Advance(TimeSpan.FromDays(3650));
        server.Clock.Advance(TimeSpan.FromDays(3650));
        var (_, callback, cookie) = await LoginAsync();

        (await RefusalAsync(callback, cookie)).ShouldContain("has been used already");
        (await RefusalAsync(callback, null)).ShouldContain("not begun in this browser");

        var (begun, kept) = await BeginAsync("");
        var (other, _) = await BeginAsync("");
        (await RefusalAsync(await AuthorizeAsync(other), kept)).ShouldContain("not begun in this browser");
        (await RefusalAsync(await AuthorizeAsync(begun), kept[..^4] + "AAAA")).ShouldContain("not begun in this browser");
        clock.Advance(TimeSpan.FromMinutes(11));
        server.Clock.Advance(TimeSpan.FromMinutes(11));
        (await RefusalAsync(await AuthorizeAsync(begun), kept)).ShouldContain("too long ago");
    }

    [Fact]
    public async Task A_code_of_another_login_is_good_for_nothing()
    {
        var (first, firstCookie) = await BeginAsync("");
        var (second, _) = await BeginAsync("");
        var stolen = Query(await AuthorizeAsync(second), "code");
        var callback = await AuthorizeAsync(first);

        (await RefusalAsync(callback.Replace(Query(callback, "code"), stolen, StringComparison.Ordinal), firstCookie)).ShouldContain("does not take the code");
    }

    [Fact]
    public async Task What_the_provider_refuses_is_told_as_text()
    {
        var (begun, cookie) = await BeginAsync("");
        var state = Query(begun, "state");

        (await RefusalAsync($"/auth/oidc/callback?error=access_denied&error_description=%3Cb%3Eno&state={state}", cookie)).ShouldContain("the provider says: &lt;b&gt;no");
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    public async Task Nobody_is_led_elsewhere(string next)
    {
        var (answer, _, _) = await LoginAsync(next);

        answer.Headers.Location!.OriginalString.ShouldBe("/");
    }

    [Fact]
    public async Task A_provider_that_is_gone_is_told_of()
    {
        await provider.DisposeAsync();

        using var answer = await server.SendAsync(HttpMethod.Get, "/auth/oidc/login", null);

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldContain("the provider does not answer");
    }

    [Theory]
    [InlineData("AIRFLOW__OIDC__ISSUER", "http://idp.example")]
    [InlineData("AIRFLOW__OIDC__CLIENT_ID", "")]
    [InlineData("AIRFLOW__OIDC__ROLES_MAPPING", "[1]")]
    [InlineData("AIRFLOW__OIDC__ROLES_MAPPING", """{"a": {"b": 1}}""")]
    public async Task What_cannot_be_used_is_refused_at_the_start(string name, string value) =>
        (await Should.ThrowAsync<AirflowException>(async () => await StartAsync((name, value)))).Code.ShouldBe("oidc_invalid");

    private Task<ApiServer> StartAsync(params (string Name, string Value)[] settings)
    {
        (string Name, string Value)[] usual =
        [
            ("AIRFLOW__OIDC__ISSUER", provider.Issuer), ("AIRFLOW__OIDC__CLIENT_ID", TestProvider.ClientId), ("AIRFLOW__OIDC__CLIENT_SECRET", TestProvider.ClientSecret),
            ("AIRFLOW__OIDC__ROLES_MAPPING", """{"ops": ["Op"], "readers": "Viewer"}"""), ("AIRFLOW__OIDC__NAME", "Our <IdP>"),
        ];
        return ApiServer.StartAsync([.. usual.Where(one => settings.All(other => other.Name != one.Name)), .. settings]);
    }

    private async Task<(HttpResponseMessage Answer, string Callback, string Cookie)> LoginAsync(string next = "")
    {
        var (target, cookie) = await BeginAsync(next);
        var callback = await AuthorizeAsync(target);
        return (await server.SendAsync(HttpMethod.Get, callback, null, null, ("Cookie", cookie)), callback, cookie);
    }

    /// <summary>The address of the provider, and the cookie of the attempt.</summary>
    private async Task<(string Target, string Cookie)> BeginAsync(string next)
    {
        using var answer = await server.SendAsync(HttpMethod.Get, $"/auth/oidc/login?next={Uri.EscapeDataString(next)}", null);
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var cookie = answer.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem();
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=lax", Case.Insensitive);
        return (answer.Headers.Location!.OriginalString, cookie.Split(';')[0]);
    }

    /// <summary>Where the provider sends the browser.</summary>
    private async Task<string> AuthorizeAsync(string target)
    {
        using var answer = await server.Client.GetAsync(new Uri(target), Cancel);
        return answer.Headers.Location!.PathAndQuery;
    }

    private async Task AllowedAsync()
    {
        var (answer, _, _) = await LoginAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await answer.Content.ReadAsStringAsync(Cancel));
        answer.Headers.GetValues("Set-Cookie").ShouldContain(static cookie => cookie.StartsWith("_token=", StringComparison.Ordinal));
    }

    private async Task RefusedAsync(string problem)
    {
        var (answer, _, _) = await LoginAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldContain(problem);
        answer.Headers.GetValues("Set-Cookie").ShouldAllBe(static cookie => !cookie.StartsWith("_token=", StringComparison.Ordinal));
    }

    private async Task<string> RefusalAsync(string callback, string? cookie)
    {
        using var answer = await server.SendAsync(HttpMethod.Get, callback, null, null, [.. cookie is null ? [] : new[] { ("Cookie", cookie) }]);
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        return await answer.Content.ReadAsStringAsync(Cancel);
    }

    private async Task<string?> MeAsync(string cookie)
    {
        using var answer = await server.SendAsync(HttpMethod.Get, "/ui/auth/me", null, null, ("Cookie", cookie.Split(';')[0]));
        return (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!["username"];
    }

    private static string Query(string address, string name) =>
        System.Web.HttpUtility.ParseQueryString(address[(address.IndexOf('?', StringComparison.Ordinal) + 1)..])[name]!;
}
