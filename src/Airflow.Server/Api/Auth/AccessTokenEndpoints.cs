using System.Text.Json;
using Airflow.Engine.Coordination;
using Airflow.Engine.Users;
using Airflow.Server.Bodies;

namespace Airflow.Server.Api.Auth;

/// <summary>/tokens: tokens that users make for programs of their own. Everybody sees and ends his own only.</summary>
internal static class AccessTokenEndpoints
{
    private const string Tag = "Token";
    private const int MaxNameLength = 250;

    private static readonly BodyModel TokenBody = new(
        new BodyField("name", BodyKind.Text) { MinLength = 1, MaxLength = MaxNameLength },
        BodyField.Optional("expires_at", BodyKind.Time))
    {
        Name = "AccessTokenBody",
    };

    public static void Map(ApiRoutes routes)
    {
        routes.Map(new("GET", "/tokens", "get_access_tokens", ApiNeed.Read(ApiResources.MyProfile), ListAsync)
        {
            Tag = Tag,
            Answer = typeof(AccessTokenCollectionResponse),
        });
        routes.Map(new("POST", "/tokens", "post_access_token", ApiNeed.Edit(ApiResources.MyProfile), CreateAsync)
        {
            Tag = Tag,
            Body = TokenBody,
            Answer = typeof(NewAccessTokenResponse),
            Status = 201,
        });
        routes.Map(new("DELETE", "/tokens/{token_id}", "delete_access_token", ApiNeed.Edit(ApiResources.MyProfile), DeleteAsync)
        {
            Tag = Tag,
            Parameters = [new ApiParameter("token_id", ApiKind.Id) { In = "path", IsRequired = true }],
            Status = 204,
        });
    }

    private static async Task ListAsync(ApiCall call)
    {
        var tokens = await call.Services.AccessTokens.ListAsync(call.User.Name, call.Aborted);
        await call.AnswerAsync(new AccessTokenCollectionResponse([.. tokens.Select(AccessTokenResponse.Of)], tokens.Count));
    }

    private static async Task CreateAsync(ApiCall call)
    {
        // who got hold of a token must not make himself others that outlive it
        if (ApiCredentials.BearerOf(call.Context.Request) is { } bearer && AccessTokenText.IsOne(bearer))
        {
            throw new ApiException(403, "A personal access token cannot make another one; log in with your password");
        }

        var now = call.Services.Clock.GetUtcNow();
        var expires = call.Body.TryGetProperty("expires_at", out var time) && time.ValueKind == JsonValueKind.String && Wire.TryTime(time.GetString()!, out var until)
            ? until
            : (DateTimeOffset?)null;
        if (expires <= now)
        {
            throw ApiException.BadRequest("expires_at lies in the past");
        }

        var text = AccessTokenText.New();
        var token = new PersonalAccessToken
        {
            Id = Guid.CreateVersion7(now),
            Username = call.User.Name,
            Name = call.Body.GetProperty("name").GetString()!,
            Hash = AccessTokenText.HashOf(text),
            CreatedAt = now,
            ExpiresAt = expires,
        };
        if (!await call.Services.AccessTokens.AddAsync(token, call.Aborted))
        {
            throw ApiException.Conflict($"You have a token called `{token.Name}` already");
        }

        await call.AuditAsync(new AuditEntry { At = default, Event = "post_access_token", Extra = token.Name });
        call.Response.Headers.CacheControl = "no-store";
        await call.AnswerAsync(new NewAccessTokenResponse(token.Id, token.Name, token.CreatedAt, token.ExpiresAt, null, text));
    }

    private static async Task DeleteAsync(ApiCall call)
    {
        var id = Guid.Parse(call.Route("token_id"));
        if (!await call.Services.AccessTokens.DeleteAsync(call.User.Name, id, call.Aborted))
        {
            throw ApiException.NotFound($"You have no token with id: `{id}`");
        }

        await call.AuditAsync(new AuditEntry { At = default, Event = "delete_access_token", Extra = id.ToString() });
        await call.EndAsync();
    }
}
