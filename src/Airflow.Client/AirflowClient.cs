using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Airflow.Client;

/// <summary>
/// Calls the REST API of an api-server, <c>/api/v2</c>. It may be used by many threads at once. Each group of operations is a property; times are
/// sent and answered with their offset. A refused call throws <see cref="AirflowApiException"/>; a server that cannot be reached, <see cref="HttpRequestException"/>.
/// </summary>
public sealed partial class AirflowClient : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly HttpClient http;

    /// <summary>Uses a client of the caller's, whose <see cref="HttpClient.BaseAddress"/> is the address of the server; it is disposed with this one.</summary>
    public AirflowClient(HttpClient http) => this.http = http;

    /// <summary>Uses a token: of <c>POST /auth/token</c>, or a personal access token.</summary>
    /// <param name="server">Its address as in a browser, such as <c>http://airflow:8080</c>, with the path of <c>[api] base_url</c> if it has one.</param>
    /// <param name="token">What is sent with every call as a bearer token.</param>
    public AirflowClient(Uri server, string token)
        : this(new HttpClient { BaseAddress = Base(server) }) => http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

    /// <summary>Signs in with name and password, and uses the token that the server answers.</summary>
    /// <exception cref="AirflowApiException">Name or password is wrong (401), or one is empty (400).</exception>
    public static async Task<AirflowClient> SignInAsync(Uri server, string userName, string password, CancellationToken cancellationToken = default) =>
        new(server, await AskForTokenAsync(server, userName, password, cancellationToken).ConfigureAwait(false));

    /// <summary>The token that the server answers to name and password; good for <c>[api_auth] jwt_expiration_time</c>, a day by default.</summary>
    /// <exception cref="AirflowApiException">Name or password is wrong (401), or one is empty (400).</exception>
    public static async Task<string> AskForTokenAsync(Uri server, string userName, string password, CancellationToken cancellationToken = default)
    {
        using var anonymous = new HttpClient { BaseAddress = Base(server) };
        var body = new Dictionary<string, string>(StringComparer.Ordinal) { ["username"] = userName, ["password"] = password };
        using var response = await anonymous.PostAsJsonAsync("auth/token", body, cancellationToken).ConfigureAwait(false);
        await CheckAsync(response, cancellationToken).ConfigureAwait(false);
        var answer = await response.Content.ReadFromJsonAsync<Dictionary<string, string>>(Json, cancellationToken).ConfigureAwait(false);
        return answer?.GetValueOrDefault("access_token") ?? throw new AirflowApiException(response.StatusCode, "the answer has no access_token");
    }

    /// <inheritdoc />
    public void Dispose() => http.Dispose();

    internal async Task<T> AskAsync<T>(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(method, path, body, HttpCompletionOption.ResponseContentRead, cancellationToken).ConfigureAwait(false);
        return await response.Content.ReadFromJsonAsync<T>(Json, cancellationToken).ConfigureAwait(false)
            ?? throw new AirflowApiException(response.StatusCode, $"{method} {path} answered null.");
    }

    internal async Task CallAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken) =>
        (await SendAsync(method, path, body, HttpCompletionOption.ResponseContentRead, cancellationToken).ConfigureAwait(false)).Dispose();

    internal async Task<Stream> ReadAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        var response = await SendAsync(method, path, body, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        return await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body, HttpCompletionOption completion, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Content = body is null ? null : body as HttpContent ?? JsonContent.Create(body, body.GetType(), options: Json);
        var response = await http.SendAsync(request, completion, cancellationToken).ConfigureAwait(false);
        try
        {
            await CheckAsync(response, cancellationToken).ConfigureAwait(false);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private static async Task CheckAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            throw new AirflowApiException(response.StatusCode, ApiProblem.Read(await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false), response));
        }
    }

    // what follows is relative to it, so it ends with a slash
    private static Uri Base(Uri server) => server.AbsoluteUri.EndsWith('/') ? server : new Uri($"{server.AbsoluteUri}/");
}
