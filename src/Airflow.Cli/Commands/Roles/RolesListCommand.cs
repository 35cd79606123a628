using Airflow.Cli.Commands.Secrets;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine.Users;

namespace Airflow.Cli.Commands.Roles;

/// <summary>airflow roles list.</summary>
internal sealed class RolesListCommand : ICommand
{
    private readonly Argument<string?> _output = OutputFormat.Option();
    private readonly Argument<bool> _permission = Option.Flag("-p/--permission", "Print the permissions, too.");

    public IReadOnlyList<Argument> Arguments => [_output, _permission, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        var roles = (await (await context.OpenUsersAsync()).ListRolesAsync(context.CancellationToken)).OrderBy(role => role.Name, StringComparer.Ordinal);
        context.Print(_output, [.. context.Get(_permission) ? roles.SelectMany(Permissions) : roles.Select(role => new Row { { "name", role.Name } })]);
        return 0;
    }

    private static IEnumerable<Row> Permissions(Role role) => role.Permissions
        .GroupBy(permission => permission.Resource, StringComparer.Ordinal)
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => new Row { { "name", role.Name }, { "resource", group.Key }, { "action", PermissionNames.Join(group) } });
}
