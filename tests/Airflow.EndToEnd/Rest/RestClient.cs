using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Airflow.EndToEnd.Rest;

/// <summary>Sends recorded requests to a server, as the role that each is for, with what was captured before put into its holes.</summary>
internal sealed partial class RestClient(Uri server) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = server };
    private readonly Dictionary<string, string> tokens = new(StringComparer.Ordinal);

    /// <summary>What has been captured so far, by name.</summary>
    public Dictionary<string, JsonNode?> Captured { get; } = new(StringComparer.Ordinal);

    public async Task<RestAnswer> SendAsync(JsonObject request)
    {
        using var message = new HttpRequestMessage(new HttpMethod(request["method"]!.GetValue<string>()), Target(request)) { Version = HttpVersion.Version11 };
        message.Content = Content(request);
        message.Headers.TryAddWithoutValidation("Accept", "application/json");
        var role = request.ContainsKey("as") ? (string?)request["as"] : "admin";
        if (role is not null)
        {
            message.Headers.TryAddWithoutValidation("Authorization", $"Bearer {await TokenAsync(role)}");
        }

        foreach (var (name, value) in request["headers"]?.AsObject() ?? [])
        {
            SetHeader(message, name, (string?)Fill(value));
        }

        return await SendAsync(message);
    }

    /// <summary>One step of a setup: sends, checks the status, waits for a value, captures values.</summary>
    public async Task StepAsync(JsonObject step)
    {
        if (step["sleep"] is { } seconds)
        {
            await Task.Delay(TimeSpan.FromSeconds(seconds.GetValue<double>()), TimeProvider.System, CancellationToken.None);
            return;
        }

        try
        {
            await InsistAsync(step);
        }
        catch (InvalidOperationException) when (step["optional"] is not null)
        {
            // what need not be there
            return;
        }
    }

    /// <summary>Puts captured values in place of ${name}; a text that is only a hole keeps the value's type.</summary>
    public JsonNode? Fill(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.Select(entry => KeyValuePair.Create(entry.Key, Fill(entry.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Fill)]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => Fill(value.GetValue<string>()),
        _ => node?.DeepClone(),
    };

    public void Dispose() => http.Dispose();

    private JsonNode? Fill(string text) => Hole.Match(text) is { Success: true } match && match.Length == text.Length && Captured.TryGetValue(match.Groups[1].Value, out var value)
        ? value?.DeepClone()
        : Hole.Replace(text, hole => Captured.TryGetValue(hole.Groups[1].Value, out var found) ? $"{found}" : hole.Value);

    private async Task InsistAsync(JsonObject step)
    {
        var until = step["until"]?.AsObject() ?? [];
        var patience = TimeSpan.FromSeconds((double?)step["timeout"] ?? 120);
        var begun = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var answer = await SendAsync(step);
            var document = Parse(answer);
            var isExpected = step["expect"] is JsonArray statuses
                ? statuses.Any(status => status!.GetValue<int>() == answer.Status)
                : answer.Status is >= 200 and < 300;
            if (isExpected && until.All(one => one.Value!.AsArray().Any(wanted => JsonNode.DeepEquals(wanted, JsonPointer.Find(document, one.Key)))))
            {
                Capture(step, document);
                return;
            }

            if (until.Count == 0 || TimeProvider.System.GetElapsedTime(begun) > patience)
            {
                throw new InvalidOperationException($"{step["method"]} {step["path"]} answers {answer.Status}: {answer.Text}");
            }

            await Task.Delay(Pause, TimeProvider.System, CancellationToken.None);
        }
    }

    private void Capture(JsonObject step, JsonNode? document)
    {
        foreach (var (name, pointer) in step["capture"]?.AsObject() ?? [])
        {
            Captured[name] = JsonPointer.TryFind(document, pointer!.GetValue<string>(), out var value)
                ? value?.DeepClone()
                : throw new InvalidOperationException($"{step["method"]} {step["path"]} answers nothing at {pointer}.");
        }
    }

    private static JsonNode? Parse(RestAnswer answer)
    {
        try
        {
            return answer.Body.Length == 0 ? null : JsonNode.Parse(answer.Body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string Target(JsonObject request)
    {
        var path = Hole.Replace(request["path"]!.GetValue<string>(), hole => Uri.EscapeDataString($"{Captured.GetValueOrDefault(hole.Groups[1].Value)}"));
        var query = (request["query"]?.AsObject() ?? []).SelectMany(pair => pair.Value is JsonArray list ? list.Select(item => (pair.Key, item)) : [(pair.Key, pair.Value)])
            .Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString($"{Fill(pair.Item2)}")}");
        return string.Join('?', new[] { path, string.Join('&', query) }.Where(part => part.Length > 0));
    }

    private ByteArrayContent? Content(JsonObject request)
    {
        if (request.ContainsKey("body"))
        {
            return Bytes(Fill(request["body"])?.ToJsonString() ?? "null", "application/json");
        }

        if (request["text"] is { } text)
        {
            return Bytes(text.GetValue<string>(), null);
        }

        return request["form"] is JsonObject form
            ? Bytes(string.Join('&', form.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString($"{pair.Value}")}")), "application/x-www-form-urlencoded")
            : null;
    }

    private static ByteArrayContent Bytes(string text, string? type)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        content.Headers.ContentType = type is null ? null : new MediaTypeHeaderValue(type);
        return content;
    }

    private static void SetHeader(HttpRequestMessage message, string name, string? value)
    {
        if (name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))
        {
            message.Content?.Headers.Remove(name);
            message.Content?.Headers.TryAddWithoutValidation(name, value);
            return;
        }

        message.Headers.Remove(name);
        if (value is not null)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }
    }

    public async Task<string> TokenAsync(string role)
    {
        if (!tokens.TryGetValue(role, out var token))
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, "/auth/token");
            message.Content = Bytes(new JsonObject { ["username"] = role, ["password"] = role }.ToJsonString(), "application/json");
            var answer = await SendAsync(message);
            answer.Status.ShouldBe(201, $"no token for {role}: {answer.Text}");
            token = JsonNode.Parse(answer.Body)!["access_token"]!.GetValue<string>();
            tokens[role] = token;
        }

        return token;
    }

    private async Task<RestAnswer> SendAsync(HttpRequestMessage message)
    {
        using var response = await http.SendAsync(message);
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new RestAnswer((int)response.StatusCode, headers, await response.Content.ReadAsByteArrayAsync());
    }

    [GeneratedRegex(@"\$\{(\w+)\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hole { get; }
}
