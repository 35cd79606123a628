using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Airflow.Engine;
using Airflow.Engine.Execution.Remote;
using Airflow.Engine.Execution.Tokens;

namespace Airflow.Runtime.Remote;

/// <summary>
/// A worker's line to the api-server: joins by itself, keeps its token fresh, and sends again what got no answer. Every call may therefore
/// arrive twice; the server answers the second one as the first.
/// </summary>
public sealed class RemoteConnection : IDisposable
{
    private const string RefreshedToken = "Refreshed-API-Token";
    private readonly RemoteOptions options;
    private readonly TimeProvider clock;
    private readonly Random random;
    private readonly HttpClient client;
    private readonly TokenAuthority joinTokens;
    private readonly Uri prefix;
    private readonly SemaphoreSlim joining = new(1, 1);
    private volatile string? token;

    /// <param name="handler">Sends; null: a pool of kept connections.</param>
    public RemoteConnection(RemoteOptions options, TimeProvider clock, Random random, HttpMessageHandler? handler = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.options = options;
        this.clock = clock;
        this.random = random;
        joinTokens = JoinTokens.For(options.JoinSecret, clock);
        prefix = PrefixOf(options.Server);
#pragma warning disable CA2000 // the client disposes it
        client = new HttpClient(handler ?? new SocketsHttpHandler
        {
            AutomaticDecompression = DecompressionMethods.All,
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),
            ConnectTimeout = options.Timeout,
        })
        {
            // each attempt has a limit of its own
            Timeout = Timeout.InfiniteTimeSpan,
        };
#pragma warning restore CA2000
    }

    /// <summary>What the server said when this worker joined; null before that.</summary>
    public JoinAnswer? Joined { get; private set; }

    /// <summary>Introduces this worker, so that a wrong secret or another release is told at its start.</summary>
    /// <exception cref="AirflowException">join_refused, version_mismatch, join_secret_missing; api_server_unreachable.</exception>
    public async Task<JoinAnswer> JoinAsync(CancellationToken cancellationToken)
    {
        var request = new JoinRequest(options.Hostname, RemoteCalls.Protocol, options.Version, options.Settings);
        var body = JsonSerializer.SerializeToUtf8Bytes(request, RemoteCalls.Join.Request);
        var answer = await InsistAsync(
            () => SendAsync(HttpMethod.Post, RemoteCalls.Join.Name, body, joinTokens.Issue(options.Hostname, TokenScopes.Join, JoinTokens.Lifetime), cancellationToken),
            response => ReadAsync(response, RemoteCalls.Join.Answer, cancellationToken),
            cancellationToken) ?? throw new AirflowException("api_server_unreachable", $"{prefix} answered the join with nothing.") { IsTransient = true };
        token = answer.Token;
        Joined = answer;
        return answer;
    }

    /// <exception cref="AirflowException">What the server said; api_server_unreachable, transient, when it says nothing.</exception>
    public Task<TAnswer?> CallAsync<TRequest, TAnswer>(RemoteCall<TRequest, TAnswer> call, TRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        var body = JsonSerializer.SerializeToUtf8Bytes(request, call.Request);
        return CallAsync(HttpMethod.Post, call.Name, body, response => ReadAsync(response, call.Answer, cancellationToken), cancellationToken);
    }

    /// <summary>The content at a path below the calls; null when it is not there.</summary>
    public Task<byte[]?> FindAsync(string path, CancellationToken cancellationToken) => CallAsync(
        HttpMethod.Get,
        path,
        null,
        async response => response.StatusCode == HttpStatusCode.NotFound ? null : await response.Content.ReadAsByteArrayAsync(cancellationToken),
        cancellationToken);

    public void Dispose()
    {
        client.Dispose();
        joining.Dispose();
    }

    private async Task<T?> CallAsync<T>(HttpMethod method, string path, byte[]? body, Func<HttpResponseMessage, Task<T?>> read, CancellationToken cancellationToken)
    {
        var shown = token ?? await RenewAsync(null, cancellationToken);
        try
        {
            return await InsistAsync(() => SendAsync(method, path, body, shown, cancellationToken), read, cancellationToken);
        }
        catch (AirflowException exception) when (exception.Code == "worker_not_joined")
        {
            // the token ended while this worker had nothing to say
            shown = await RenewAsync(shown, cancellationToken);
            return await InsistAsync(() => SendAsync(method, path, body, shown, cancellationToken), read, cancellationToken);
        }
    }

    /// <summary>Joins once for all that wait for it.</summary>
    private async Task<string> RenewAsync(string? refused, CancellationToken cancellationToken)
    {
        await joining.WaitAsync(cancellationToken);
        try
        {
            return token is { } fresh && fresh != refused ? fresh : (await JoinAsync(cancellationToken)).Token;
        }
        finally
        {
            joining.Release();
        }
    }

    private async Task<T?> InsistAsync<T>(Func<Task<HttpResponseMessage>> send, Func<HttpResponseMessage, Task<T?>> read, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            string problem;
            try
            {
                using var response = await send();
                if (response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.NotFound)
                {
                    return await read(response);
                }

                var error = await ErrorAsync(response, cancellationToken);
                if (!error.IsTransient)
                {
                    throw error;
                }

                problem = error.Message;
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException)
            {
                problem = exception.Message;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                problem = $"no answer within {options.Timeout.TotalSeconds:0.#} s";
            }

            if (attempt >= options.Attempts)
            {
                throw new AirflowException("api_server_unreachable", $"{prefix} does not answer ({problem}).") { IsTransient = true };
            }

            await Task.Delay(Pause(attempt), clock, cancellationToken);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, byte[]? body, string shown, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Timeout);
        using var request = new HttpRequestMessage(method, new Uri(prefix, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", shown);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        var asked = clock.GetTimestamp();
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseContentRead, limit.Token);
        if (response.Headers.Date is { } time)
        {
            options.OnServerTime(time, asked);
        }

        if (response.Headers.TryGetValues(RefreshedToken, out var renewed) && renewed.FirstOrDefault() is { Length: > 0 } fresh)
        {
            token = fresh;
        }

        return response;
    }

    private static async Task<TAnswer?> ReadAsync<TAnswer>(HttpResponseMessage response, JsonTypeInfo<TAnswer> type, CancellationToken cancellationToken)
    {
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            throw new AirflowException(
                "version_mismatch", $"{response.RequestMessage?.RequestUri} is not there: the server is of another release, or it runs without its execution app (airflow api-server --apps).");
        }

        var content = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return JsonSerializer.Deserialize(content, type);
    }

    private static async Task<AirflowException> ErrorAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var content = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        try
        {
            if (content.Length > 0 && JsonSerializer.Deserialize(content, RemoteJson.Default.RemoteError) is { Code: not null } error)
            {
                return new AirflowException(error.Code, error.Message) { IsTransient = error.IsTransient };
            }
        }
        catch (JsonException)
        {
            // what answers there is no api-server of ours: its status says what it says
            return Unexpected(response);
        }

        return Unexpected(response);
    }

    private static AirflowException Unexpected(HttpResponseMessage response) =>
        new("api_server_error", $"{response.RequestMessage?.RequestUri} answered {(int)response.StatusCode}.") { IsTransient = (int)response.StatusCode >= 500 };

    /// <summary>Between half and the whole of what is due, so that many workers do not come back at once.</summary>
    private TimeSpan Pause(int attempt)
    {
        var due = Math.Min(options.FirstPause.TotalMilliseconds * Math.Pow(2, attempt - 1), options.LongestPause.TotalMilliseconds);
        lock (random)
        {
            return TimeSpan.FromMilliseconds(due * (0.5 + (random.NextDouble() / 2)));
        }
    }

    /// <summary>The URL may end in /execution/ as in Airflow's files, or name the server alone.</summary>
    private static Uri PrefixOf(Uri server)
    {
        var root = server.AbsoluteUri.TrimEnd('/');
        root = root.EndsWith("/execution", StringComparison.Ordinal) ? root[..^"/execution".Length] : root;
        return new Uri($"{root}{RemoteCalls.Prefix}/");
    }
}
