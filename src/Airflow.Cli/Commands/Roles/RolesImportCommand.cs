using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Cli.Commands.Secrets;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine;
using Airflow.Engine.Users;

namespace Airflow.Cli.Commands.Roles;

/// <summary>airflow roles import.</summary>
internal sealed class RolesImportCommand : ICommand
{
    private readonly Argument<string> _file = Positional.Text("file", "The file.");

    public IReadOnlyList<Argument> Arguments => [OutputFormat.Verbose(), _file];

    public async Task<int> RunAsync(CommandContext context)
    {
        var roles = await ReadAsync(context, context.Get(_file));
        var store = await context.OpenUsersAsync();
        var present = (await store.ListRolesAsync(context.CancellationToken)).Select(role => role.Name).ToHashSet(StringComparer.Ordinal);
        var missing = roles.Where(role => !present.Contains(role.Name)).ToList();
        var permissions = missing.SelectMany(role => role.Permissions).ToList();
        PermissionNames.Check(permissions.Select(permission => permission.Resource), permissions.Select(permission => permission.Action));
        foreach (var role in missing)
        {
            await store.AddRoleAsync(role, context.CancellationToken);
        }

        context.Out.Write("roles and permissions successfully imported\n");
        return 0;
    }

    private static async Task<IReadOnlyList<Role>> ReadAsync(CommandContext context, string file)
    {
        var path = context.PathOf(file);
        if (!File.Exists(path))
        {
            throw new AirflowException("file_missing", $"File '{file}' does not exist");
        }

        try
        {
            var items = JsonNode.Parse(await File.ReadAllTextAsync(path, context.CancellationToken)) as JsonArray ?? throw new JsonException("It must be a list.");
            return [.. items.GroupBy(NameOf, StringComparer.Ordinal).Select(group => new Role(group.Key) { Permissions = [.. group.SelectMany(PermissionsOf).Distinct()] })];
        }
        catch (JsonException exception)
        {
            throw new AirflowException("file_invalid", $"File '{file}' is not a valid JSON file. Error: {exception.Message}", exception);
        }
    }

    private static string NameOf(JsonNode? item) => TextOf(item, "name") is { Length: > 0 } name ? name : throw new JsonException("Each item needs a name.");

    private static IEnumerable<RolePermission> PermissionsOf(JsonNode? item) =>
        TextOf(item, "resource") is { Length: > 0 } resource && TextOf(item, "action") is { Length: > 0 } actions
            ? actions.Split(',').Select(action => new RolePermission(action, resource))
            : [];

    private static string? TextOf(JsonNode? item, string name) =>
        (item as JsonObject)?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
