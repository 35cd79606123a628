using System.Text.Json.Nodes;

namespace Airflow.Server.Tests.Api.Ui;

/// <summary>Tokens of the moment, which the pages make for who is logged in.</summary>
public sealed class MomentTokenTests : IAsyncLifetime
{
    private ApiServer server = null!;

    public async ValueTask InitializeAsync() => server = await ApiServer.StartAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("api")]
    [InlineData("cli")]
    public async Task Are_good_for_the_REST_API(string kind)
    {
        var made = await MakeAsync(new JsonObject { ["token_type"] = kind });

        ((string)made["token_type"]!).ShouldBe(kind);
        ((int)made["expires_in_seconds"]!).ShouldBeGreaterThan(0);
        (await server.StatusAsync(HttpMethod.Get, "/api/v2/dags", (string)made["access_token"]!)).ShouldBe(200);
    }

    [Fact]
    public async Task Are_for_the_api_unless_said_otherwise() => ((string)(await MakeAsync([]))["token_type"]!).ShouldBe("api");

    [Fact]
    public async Task Are_of_two_kinds_only() =>
        (await server.StatusAsync(HttpMethod.Post, "/ui/auth/token", await server.TokenOfAsync("viewer"), new JsonObject { ["token_type"] = "other" })).ShouldBe(422);

    [Fact]
    public async Task Are_not_made_of_personal_tokens()
    {
        var personal = (string)(await server.JsonAsync(HttpMethod.Post, "/api/v2/tokens", await server.TokenOfAsync("viewer"), new JsonObject { ["name"] = "mine" }))["token"]!;

        (await server.StatusAsync(HttpMethod.Get, "/api/v2/dags", personal)).ShouldBe(200);
        (await server.StatusAsync(HttpMethod.Post, "/ui/auth/token", personal, new JsonObject())).ShouldBe(403);
    }

    private async Task<JsonNode> MakeAsync(JsonObject body) => await server.JsonAsync(HttpMethod.Post, "/ui/auth/token", await server.TokenOfAsync("viewer"), body);
}
