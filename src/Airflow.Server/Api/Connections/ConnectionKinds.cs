namespace Airflow.Server.Api.Connections;

/// <summary>The types of connections that a form is laid out for: what this release reads, and what most clusters have beside. Any other type can be typed as well.</summary>
internal static class ConnectionKinds
{
    private static readonly string[] NetworkFields = ["host", "port", "login", "password"];

    public static IReadOnlyList<ConnectionKind> All { get; } =
    [
        new("aws", "Amazon Web Services", "aws_default")
        {
            Hidden = ["host", "schema", "port"],
            Titles = Names(("login", "AWS Access Key ID"), ("password", "AWS Secret Access Key")),
            Extra = [new("region_name", "Region"), new("endpoint_url", "Endpoint") { Description = "Of a service that speaks S3 elsewhere than at Amazon" }],
        },
        new("fs", "File (path)", "fs_default") { Hidden = [.. NetworkFields, "schema"], Extra = [new("path", "Path")] },
        new("generic", "Generic"),
        new("git", "GIT", "git_default")
        {
            Hidden = ["schema", "port"],
            Titles = Names(("login", "Username or Access Token name"), ("host", "Repository URL"), ("password", "Access Token (optional)")),
            Extra =
            [
                new("key_file", "Key file") { Description = "The path of a private key on the hosts that read the repository" },
                new("strict_host_key_checking", "Host key checking") { Choices = ["yes", "no"] },
            ],
        },
        new("http", "HTTP", "http_default") { Placeholders = Names(("host", "https://example.org")), Extra = [new("timeout", "Timeout in seconds", "integer"), new("verify", "Check certificates", "boolean")] },
        new("mysql", "MySQL", "mysql_default")
        {
            Titles = Names(("schema", "Database")),
            Extra = [new("charset", "Character set"), new("unix_socket", "Unix socket"), new("ssl_mode", "SSL mode") { Choices = ["disabled", "preferred", "required", "verify_ca", "verify_identity"] }],
        },
        new("postgres", "Postgres", "postgres_default")
        {
            Titles = Names(("schema", "Database")),
            Extra = [new("sslmode", "SSL mode") { Choices = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"] }, new("connect_timeout", "Connection timeout", "integer")],
        },
        new("sqlite", "Sqlite", "sqlite_default") { Hidden = ["port", "login", "password", "schema"], Titles = Names(("host", "Database file")) },
        new("smtp", "SMTP", "smtp_default")
        {
            Hidden = ["schema"],
            Extra =
            [
                new("from_email", "From email"), new("timeout", "Connection timeout", "integer"), new("retry_limit", "Number of Retries", "integer"), new("disable_tls", "Disable TLS", "boolean"),
                new("disable_ssl", "Disable SSL", "boolean"),
            ],
        },
    ];

    private static Dictionary<string, string> Names(params (string Field, string Name)[] names) => names.ToDictionary(static one => one.Field, static one => one.Name, StringComparer.Ordinal);
}
