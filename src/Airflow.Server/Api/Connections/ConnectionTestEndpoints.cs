using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Airflow.Engine.Coordination;
using Airflow.Engine.Secrets;
using Airflow.Server.Api.Auth;

namespace Airflow.Server.Api.Connections;

using Airflow.Engine.Connections;

/// <summary>Tests of connections: one that the caller waits for, and one that goes on while the caller asks how far it is.</summary>
internal static class ConnectionTestEndpoints
{
    private const int TokenBytes = 24;
    private const string TokenHeader = "Airflow-Connection-Test-Token";

    public static void Map(ApiRoutes routes)
    {
        routes.Map(new("POST", "/connections/test", "test_connection", ApiNeed.Create(ApiResources.Connections), TestAsync)
        {
            Tag = ConnectionEndpoints.Tag,
            Body = ConnectionBodies.Whole,
            Answer = typeof(ConnectionTestResponse),
        });
        routes.Map(new("POST", "/connections/enqueue-test", "enqueue_connection_test", ApiNeed.Create(ApiResources.Connections), EnqueueAsync)
        {
            Tag = ConnectionEndpoints.Tag,
            Body = ConnectionBodies.Test,
            Answer = typeof(ConnectionTestQueuedResponse),
            Status = 202,
        });

        // to whom connections are none of his business, a token leads nowhere
        routes.Map(new("GET", "/connections/enqueue-test", "get_connection_test", ApiNeed.Read(ApiResources.Website), GetAsync)
        {
            Tag = ConnectionEndpoints.Tag,
            Parameters = [ApiParameter.Text(TokenHeader) with { In = "header", IsRequired = true }],
            Answer = typeof(AsyncConnectionTestResponse),
        });
    }

    private static async Task TestAsync(ApiCall call)
    {
        var connection = await WantedAsync(call);
        var problem = await FindProblemAsync(call.Services, connection, call.Aborted);
        await AuditAsync(call, "test_connection");
        await call.AnswerAsync(new ConnectionTestResponse(problem is null, problem ?? "Connection successfully tested"));
    }

    private static async Task EnqueueAsync(ApiCall call)
    {
        var services = call.Services;
        var connection = await WantedAsync(call);
        await RequireCommitAsync(call, connection.ConnId);
        var now = services.Clock.GetUtcNow();
        var test = new ConnectionTest(
            Guid.CreateVersion7(now), Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes)), services.Connections.Seal(connection))
        {
            CreatedAt = now,
            CommitsOnSuccess = call.Body.TryGetProperty("commit_on_success", out var commits) && commits.GetBoolean(),
            Executor = TextOf(call, "executor"),
            Queue = TextOf(call, "queue"),
        };

        // one that is much older than a test may be was left behind by a server that is gone
        if (!await services.ConnectionTests.AddAsync(test, now - (2 * LongestOf(services)), call.Aborted))
        {
            throw ApiException.Conflict($"An active connection test already exists for connection_id `{connection.ConnId}`.");
        }

        await AuditAsync(call, "enqueue_connection_test");

        // the answer does not wait for the test: whoever asked reads what it found by the token
        _ = Task.Run(() => RunAsync(services, test, connection), CancellationToken.None);
        await call.AnswerAsync(new ConnectionTestQueuedResponse(test.Token, connection.ConnId, test.State));
    }

    private static async Task GetAsync(ApiCall call)
    {
        var token = call.Text(TokenHeader)!;
        var test = call.User.Can("can_read", ApiResources.Connections) ? await call.Services.ConnectionTests.FindAsync(token, call.Aborted) : null;
        if (test is null)
        {
            throw ApiException.NotFound($"No connection test found for token: `{token}`");
        }

        await call.AnswerAsync(new AsyncConnectionTestResponse(test.Token, test.Connection.Connection.ConnId, test.State, test.Message, test.CreatedAt));
    }

    private static async Task RunAsync(ApiServices services, ConnectionTest test, Connection connection)
    {
        var problem = await FindProblemAsync(services, connection, CancellationToken.None);
        if (problem is null && test.CommitsOnSuccess)
        {
            await services.Connections.SaveAsync(connection, CancellationToken.None);
        }

        await services.ConnectionTests.FinishAsync(
            test.Id, problem is null, problem ?? "Connection successfully tested", services.Clock.GetUtcNow(), CancellationToken.None);
    }

    private static async Task<string?> FindProblemAsync(ApiServices services, Connection connection, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(LongestOf(services), services.Clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await services.ConnectionTester.FindProblemAsync(connection, both.Token) is { } problem ? services.Masker.Redact(problem) : null;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return $"No answer within {LongestOf(services).TotalSeconds:0} seconds.";
        }
    }

    /// <summary>The connection of the body; secrets that it shows masked are those of the stored one.</summary>
    private static async Task<Connection> WantedAsync(ApiCall call)
    {
        var mode = call.Services.Configuration.GetString("core", "test_connection").Trim();
        if (!mode.Equals("Enabled", StringComparison.OrdinalIgnoreCase))
        {
            throw new ApiException(403, "Testing connections is disabled in Airflow configuration. Contact your deployment admin to enable it.");
        }

        var id = ConnectionBodies.IdOf(call.Body);
        var stored = await call.Services.Connections.FindStoredAsync(id, call.Aborted);
        if (stored is not null && LeadsElsewhere(call.Body, stored.Connection))
        {
            stored = call.Body.Text("password") is { Length: > 0 } and not SecretMasker.Mask ? null : throw ApiException.BadRequest(
                "The host or port to test differs from the stored connection. Include the credentials to test in the request body.");
        }

        return ConnectionBodies.Apply(call.Body, null, stored?.Connection ?? new Connection { ConnId = id, ConnType = null }, call.Services.Masker);
    }

    /// <summary>Stored secrets are sent nowhere but to where they belong.</summary>
    private static bool LeadsElsewhere(JsonElement body, Connection stored) =>
        (body.TryGetProperty("host", out _) && (body.Text("host") ?? "") != (stored.Host ?? ""))
        || (body.TryGetProperty("port", out _) && body.Long("port") != stored.Port);

    /// <summary>A test that may change a connection takes the right to change it.</summary>
    private static async Task RequireCommitAsync(ApiCall call, string id)
    {
        if (call.Body.Flag("commit_on_success") == true && !call.User.Can("can_edit", ApiResources.Connections)
            && await call.Services.Connections.FindRowAsync(id, call.Aborted) is not null)
        {
            throw new ApiException(403, $"You are not authorized to test connection `{id}`.");
        }
    }

    private static TimeSpan LongestOf(ApiServices services) => TimeSpan.FromSeconds(services.Configuration.GetInt("connection_test", "timeout"));

    private static string? TextOf(ApiCall call, string name) => call.Body.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static Task AuditAsync(ApiCall call, string name) =>
        call.AuditAsync(new AuditEntry { At = default, Event = name, Extra = SecretBody.Redact(call.Services.Masker, call.Body) });
}
