using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Airflow.Engine;
using Airflow.Engine.Execution.Tokens;
using Airflow.Engine.Users;

namespace Airflow.Server.Api.Auth;

/// <summary>Users, roles and passwords as [core] simple_auth_manager_users and its passwords file say.</summary>
/// <param name="users">Roles by name.</param>
/// <param name="passwordsFile">A JSON object of passwords by name, read at each login.</param>
/// <param name="isOpen">[core] simple_auth_manager_all_admins.</param>
public sealed class SimpleUsers(IReadOnlyDictionary<string, string> users, string passwordsFile, bool isOpen) : IUserDirectory
{
    public const string Anonymous = "Anonymous";

    public bool IsOpen => isOpen;

    public async Task<ApiUser?> LoginAsync(string username, string password, CancellationToken cancellationToken)
    {
        if (isOpen)
        {
            return new SimpleUser(Anonymous, "ADMIN");
        }

        var passwords = await ReadPasswordsAsync(cancellationToken);
        return users.TryGetValue(username, out var role) && passwords.TryGetValue(username, out var right)
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(right), Encoding.UTF8.GetBytes(password))
            ? new SimpleUser(username, role)
            : null;
    }

    public Task<ApiUser?> FindAsync(TokenClaims token, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(token);
        return FindNamedAsync(token.Subject, cancellationToken);
    }

    public Task<ApiUser?> FindNamedAsync(string username, CancellationToken cancellationToken)
    {
        ApiUser? user = username == Anonymous && isOpen ? new SimpleUser(Anonymous, "ADMIN")
            : users.TryGetValue(username, out var role) ? new SimpleUser(username, role) : null;
        return Task.FromResult(user);
    }

    /// <summary>Makes passwords for the users that have none, and writes them into the file; returns those that were made.</summary>
    public async Task<IReadOnlyDictionary<string, string>> GeneratePasswordsAsync(CancellationToken cancellationToken)
    {
        var passwords = await ReadPasswordsAsync(cancellationToken);
        var made = isOpen ? [] : users.Keys.Where(name => !passwords.ContainsKey(name)).ToDictionary(static name => name, static _ => RandomPassword.New(), StringComparer.Ordinal);
        if (made.Count > 0)
        {
            var all = new Dictionary<string, string>(passwords.Concat(made), StringComparer.Ordinal);
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            await using var file = new FileStream(passwordsFile, options);
            await JsonSerializer.SerializeAsync(file, all, cancellationToken: cancellationToken);
        }

        return made;
    }

    private async Task<Dictionary<string, string>> ReadPasswordsAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(passwordsFile))
        {
            return [];
        }

        try
        {
            var text = await File.ReadAllTextAsync(passwordsFile, cancellationToken);
            return string.IsNullOrWhiteSpace(text) ? [] : JsonSerializer.Deserialize<Dictionary<string, string>>(text) ?? [];
        }
        catch (JsonException exception)
        {
            throw new AirflowException(
                "passwords_invalid", $"{passwordsFile}, [core] simple_auth_manager_passwords_file, is no JSON object of passwords by user name: {exception.Message}", exception);
        }
    }
}
