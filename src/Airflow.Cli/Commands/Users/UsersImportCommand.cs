using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Cli.Commands.Secrets;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine;
using Airflow.Engine.Users;

namespace Airflow.Cli.Commands.Users;

/// <summary>airflow users import.</summary>
internal sealed class UsersImportCommand : ICommand
{
    private readonly Argument<string> _file = Positional.Text("import", "The file.", "FILEPATH");

    public IReadOnlyList<Argument> Arguments => [OutputFormat.Verbose(), _file];

    public async Task<int> RunAsync(CommandContext context)
    {
        var entries = await ReadAsync(context, context.Get(_file));
        var store = await context.OpenUsersAsync();
        await CheckRolesAsync(context, store, entries);
        var created = new List<string>();
        var updated = new List<string>();
        foreach (var entry in entries)
        {
            (await ImportAsync(context, store, entry) ? created : updated).Add(entry.Email);
        }

        Report(context, "Created the following users:", created);
        Report(context, "Updated the following users:", updated);
        return 0;
    }

    private static async Task<IReadOnlyList<UserEntry>> ReadAsync(CommandContext context, string file)
    {
        var path = context.PathOf(file);
        if (!File.Exists(path))
        {
            throw new AirflowException("file_missing", $"File '{file}' does not exist");
        }

        var problems = new List<string>();
        JsonArray? items;
        try
        {
            items = JsonNode.Parse(await File.ReadAllTextAsync(path, context.CancellationToken)) as JsonArray;
        }
        catch (JsonException exception)
        {
            throw new AirflowException("file_invalid", $"File '{file}' is not valid JSON. Error: {exception.Message}", exception);
        }

        var entries = (items ?? throw new AirflowException("file_invalid", $"File '{file}' must hold a list of users."))
            .Select((item, index) => UserEntry.Read(item, index, problems)).ToList();
        return problems.Count == 0
            ? [.. entries.OfType<UserEntry>()]
            : throw new AirflowException("file_invalid", $"Error: Input file didn't pass validation. See below:\n{string.Join('\n', problems)}");
    }

    private static async Task CheckRolesAsync(CommandContext context, IUserStore store, IReadOnlyList<UserEntry> entries)
    {
        foreach (var role in entries.SelectMany(entry => entry.Roles).Distinct(StringComparer.Ordinal))
        {
            await RoleNames.RequireAsync(context, store, role, $"Error: \"{role}\"");
        }
    }

    /// <summary>Creates or changes one user; true when it is new.</summary>
    private static async Task<bool> ImportAsync(CommandContext context, IUserStore store, UserEntry entry)
    {
        if (await store.FindByEmailAsync(entry.Email, context.CancellationToken) is not { } user)
        {
            context.Out.Write($"Creating new user with email '{entry.Email}'\n");
            var isAdded = await store.AddAsync(Make(entry, context.Clock.GetUtcNow()), context.CancellationToken);
            return isAdded ? true : throw new AirflowException("user_exists", $"Error: the username {entry.Username} belongs to a user with another mail address.");
        }

        context.Out.Write($"Found existing user with email '{entry.Email}'\n");
        if (!string.Equals(user.Username, entry.Username, StringComparison.Ordinal))
        {
            throw new AirflowException(
                "user_renamed", $"Error: Changing the username is not allowed - please delete and recreate the user with email '{entry.Email}'");
        }

        await store.UpdateAsync(user with { FirstName = entry.FirstName, LastName = entry.LastName, Roles = entry.Roles }, context.CancellationToken);
        return false;
    }

    private static User Make(UserEntry entry, DateTimeOffset now) => new()
    {
        Username = entry.Username,
        FirstName = entry.FirstName,
        LastName = entry.LastName,
        Email = entry.Email,
        Roles = entry.Roles,
        CreatedAt = now,
    };

    private static void Report(CommandContext context, string title, IReadOnlyList<string> emails)
    {
        if (emails.Count > 0)
        {
            context.Out.Write($"{title}\n\t{string.Join("\n\t", emails)}\n");
        }
    }
}
