using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Airflow.EndToEnd.Rest;

/// <summary>Reads server-sent events.</summary>
internal static class EventStream
{
    public static async IAsyncEnumerable<(string Kind, string Id, JsonNode Data)> ReadAsync(
        Uri address, string token, string? lastId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        if (lastId is not null)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastId);
        }

        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Length > 0)
            {
                var parts = line.Split(": ", 2);
                fields[parts[0]] = parts[^1];
            }
            else
            {
                yield return (fields.GetValueOrDefault("event", ""), fields.GetValueOrDefault("id", ""), JsonNode.Parse(fields.GetValueOrDefault("data", "{}"))!);
                fields.Clear();
            }
        }
    }
}
