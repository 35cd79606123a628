using System.Text.Json.Nodes;

namespace Airflow.EndToEnd.Rest;

/// <summary>Every recorded request is answered as the real Airflow answered it.</summary>
[Trait("Category", "Conformance")]
public class RestVectorTests(RestServer server) : IClassFixture<RestServer>
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static TheoryData<string> Names => RestVectors.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_answer_is_as_recorded(string name)
    {
        var vector = RestVectors.All[name];
        var saved = server.Client.Captured.ToDictionary(StringComparer.Ordinal);
        try
        {
            foreach (var step in Steps(vector, "setup"))
            {
                await server.Client.StepAsync(step);
            }

            Difference(vector, await AskAsync(vector)).ShouldBeNull();
        }
        finally
        {
            await TearDownAsync(vector, saved);
        }
    }

    private static IEnumerable<JsonObject> Steps(JsonObject vector, string name) => vector[name]?.AsArray().Select(step => step!.AsObject()) ?? [];

    private async Task TearDownAsync(JsonObject vector, Dictionary<string, JsonNode?> saved)
    {
        foreach (var step in Steps(vector, "teardown"))
        {
            _ = await server.Client.SendAsync(step);
            if ($"{step["path"]}".Contains("parseDagFile", StringComparison.Ordinal))
            {
                // the DAG that was deleted is one of those that other vectors list
                await server.WaitForDagAsync($"{vector["request"]!["path"]}".Split('/')[^1]);
            }
        }

        server.Client.Captured.Clear();
        foreach (var (name, value) in saved)
        {
            server.Client.Captured[name] = value;
        }
    }

    /// <summary>Asks, and asks again while the status comes that the vector says may come for a while.</summary>
    private async Task<RestAnswer> AskAsync(JsonObject vector)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var answer = await server.Client.SendAsync(vector["request"]!.AsObject());
            if (vector["retry"] is not { } again || answer.Status != again["status"]!.GetValue<int>()
                || TimeProvider.System.GetElapsedTime(begun) > TimeSpan.FromSeconds(again["timeout"]!.GetValue<double>()))
            {
                return answer;
            }

            await Task.Delay(again["every"] is { } every ? TimeSpan.FromSeconds(every.GetValue<double>()) : Pause, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    private string? Difference(JsonObject vector, RestAnswer answer)
    {
        var want = vector["response"]!.AsObject();
        if (answer.Status != want["status"]!.GetValue<int>())
        {
            return $"status {answer.Status}, want {want["status"]}: {answer.Text}";
        }

        foreach (var (name, value) in want["headers"]?.AsObject() ?? [])
        {
            if (!answer.Headers.TryGetValue(name, out var got) || !RestComparison.TextMatches($"{server.Client.Fill(value)}", got))
            {
                return $"header {name}: '{got}', want '{value}'";
            }
        }

        return BodyDifference(vector, want, answer);
    }

    private string? BodyDifference(JsonObject vector, JsonObject want, RestAnswer answer)
    {
        var comparison = new RestComparison(Texts(vector["volatile"]));
        if (want.ContainsKey("body"))
        {
            var ignored = Texts(vector["ignore"]);
            var got = JsonNode.Parse(answer.Body);
            var order = vector["sort"]?.AsObject();
            return comparison.Find(
                RestComparison.Sort(RestComparison.Prune(server.Client.Fill(want["body"]), ignored), order),
                RestComparison.Sort(RestComparison.Prune(got, ignored), order)) ?? Missing(vector, got);
        }

        if (want["lines"] is { } lines)
        {
            var got = new JsonArray([.. answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line))]);
            return comparison.Find(server.Client.Fill(lines), got) ?? Missing(vector, got);
        }

        if (want["text"] is { } text)
        {
            return RestComparison.TextMatches($"{server.Client.Fill(text)}", answer.Text) ? null : $"text '{answer.Text}', want '{text}'";
        }

        return answer.Body.Length > 0 && vector["ignore"] is null ? $"body '{answer.Text}', want none" : null;
    }

    /// <summary>What some item of a list must have.</summary>
    private static string? Missing(JsonObject vector, JsonNode? document) => (vector["contains"]?.AsArray() ?? [])
        .Where(one => !((one!["in"] is { } place ? JsonPointer.Find(document, place.GetValue<string>()) : document) as JsonArray ?? [])
            .Any(item => one["has"]!.AsObject().All(pair => JsonNode.DeepEquals(JsonPointer.Find(item, pair.Key), pair.Value))))
        .Select(one => $"no item has {one!["has"]!.ToJsonString()}")
        .FirstOrDefault();

    private static IReadOnlyList<string> Texts(JsonNode? list) => [.. (list?.AsArray() ?? []).Select(text => text!.GetValue<string>())];
}
