using System.Text.Json.Nodes;

namespace Airflow.Cli.Commands.Users;

/// <summary>A user in an import file.</summary>
internal sealed record UserEntry(string Username, string Email, string FirstName, string LastName, IReadOnlyList<string> Roles)
{
    private static readonly string[] Required = ["username", "email", "firstname", "lastname"];

    /// <summary>Reads one item; everything that is wrong with it is added to the problems.</summary>
    public static UserEntry? Read(JsonNode? item, int index, List<string> problems)
    {
        var before = problems.Count;
        if (item is not JsonObject fields)
        {
            problems.Add($"[Item {index}] must be an object.");
            return null;
        }

        foreach (var name in Required.Where(name => TextOf(fields, name) is null))
        {
            problems.Add($"[Item {index}] {name} is missing or no text.");
        }

        var roles = (fields["roles"] as JsonArray)?.Select(role => role is JsonValue text && text.TryGetValue<string>(out var name) ? name : null).ToList();
        if (roles is not { Count: > 0 } || roles.Contains(null))
        {
            problems.Add($"[Item {index}] roles must be a list of at least one name.");
        }

        return problems.Count == before
            ? new UserEntry(TextOf(fields, "username")!, TextOf(fields, "email")!, TextOf(fields, "firstname")!, TextOf(fields, "lastname")!, [.. roles!.OfType<string>()])
            : null;
    }

    private static string? TextOf(JsonObject fields, string name) =>
        fields[name] is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;
}
