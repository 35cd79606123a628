using System.Data.Common;
using System.Text.Json;
using Npgsql;

namespace Airflow.Providers.Common.Sql;

/// <summary>
/// PostgreSQL: host, port, login, password and schema (the database) of the connection; further settings are those of libpq: <c>sslmode</c>,
/// <c>sslrootcert</c>, <c>sslcert</c>, <c>sslkey</c>, <c>connect_timeout</c>, <c>application_name</c>, <c>options</c>, <c>target_session_attrs</c>.
/// </summary>
public sealed class PostgresEngine : ISqlEngine
{
    private static readonly Dictionary<string, Action<NpgsqlConnectionStringBuilder, string>> Settings = new(StringComparer.Ordinal)
    {
        ["sslmode"] = static (settings, value) => settings.SslMode = Enum.Parse<SslMode>(value.Replace("-", "", StringComparison.Ordinal), ignoreCase: true),
        ["sslrootcert"] = static (settings, value) => settings.RootCertificate = value,
        ["sslcert"] = static (settings, value) => settings.SslCertificate = value,
        ["sslkey"] = static (settings, value) => settings.SslKey = value,
        ["connect_timeout"] = static (settings, value) => settings["Timeout"] = value,
        ["application_name"] = static (settings, value) => settings.ApplicationName = value,
        ["options"] = static (settings, value) => settings.Options = value,
        ["target_session_attrs"] = static (settings, value) => settings["Target Session Attributes"] = value,
    };

    // they say which cursor, account or service of Python's hook is meant, nothing about the server
    private static readonly string[] WithoutCounterpart = ["cursor", "client_encoding", "iam", "redshift", "enable_log_db_messages", "sqlalchemy_query", "sqlalchemy_scheme"];

    /// <inheritdoc/>
    public IReadOnlyList<string> ConnTypes => ["postgres", "postgresql"];

    /// <inheritdoc/>
    public DbConnection Create(Connection connection, string? database)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = string.IsNullOrEmpty(connection.Host) ? "localhost" : connection.Host,
            Username = connection.Login,
            Password = connection.Password,
            Database = database ?? connection.Schema,
            Pooling = false,
        };
        if (connection.Port is { } port)
        {
            settings.Port = port;
        }

        foreach (var (name, value) in Extra(connection))
        {
            Set(settings, connection, name, value);
        }

        return new NpgsqlConnection(settings.ConnectionString);
    }

    private static void Set(NpgsqlConnectionStringBuilder settings, Connection connection, string name, string value)
    {
        if (!Settings.TryGetValue(name, out var set))
        {
            throw new NotSupportedException($"Connection '{connection.ConnId}' has a setting '{name}' in its extra, which is none of {string.Join(", ", Settings.Keys)}.");
        }

        try
        {
            set(settings, value);
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            throw new NotSupportedException($"Connection '{connection.ConnId}' has {name} '{value}' in its extra, which PostgreSQL does not know.", error);
        }
    }

    private static IEnumerable<(string Name, string Value)> Extra(Connection connection) => string.IsNullOrWhiteSpace(connection.Extra)
        ? []
        : (JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(connection.Extra, JsonSerializerOptions.Default) ?? [])
            .Where(static setting => !WithoutCounterpart.Contains(setting.Key, StringComparer.Ordinal))
            .Select(static setting => (setting.Key, setting.Value.ToString()));
}
