using System.Text.Json.Nodes;
using Airflow.Cli.Commands.Secrets;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine;
using Airflow.Engine.Users;

namespace Airflow.Cli.Commands.Roles;

/// <summary>airflow roles export.</summary>
internal sealed class RolesExportCommand : ICommand
{
    private const int Indent = 4;

    private readonly Argument<string> _file = Positional.Text("file", "The file.");
    private readonly Argument<bool> _pretty = Option.Flag("-p/--pretty", "Write one value a line.");

    public IReadOnlyList<Argument> Arguments => [_pretty, OutputFormat.Verbose(), _file];

    public async Task<int> RunAsync(CommandContext context)
    {
        var roles = (await (await context.OpenUsersAsync()).ListRolesAsync(context.CancellationToken)).Where(role => !BuiltInRoles.Contains(role.Name)).ToList();
        var content = new JsonArray([.. roles.SelectMany(Describe)]);
        await File.WriteAllTextAsync(context.PathOf(context.Get(_file)), PythonJson.Write(content, context.Get(_pretty) ? Indent : null), context.CancellationToken);
        context.Out.Write($"{roles.Count} roles with {content.Count} linked permissions successfully exported to {context.Get(_file)}\n");
        return 0;
    }

    // a role without permissions has an entry, too, or it would be lost
    private static IEnumerable<JsonNode> Describe(Role role) => role.Permissions
        .GroupBy(permission => permission.Resource, StringComparer.Ordinal)
        .Select(group => Entry(role.Name, group.Key, PermissionNames.Join(group)))
        .DefaultIfEmpty(Entry(role.Name, "", ""));

    private static JsonObject Entry(string name, string resource, string action) => new() { ["name"] = name, ["resource"] = resource, ["action"] = action };
}
