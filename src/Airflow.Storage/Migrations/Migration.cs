using System.Security.Cryptography;
using System.Text;

namespace Airflow.Storage.Migrations;

/// <summary>One script of the schema's history. Its text is read when it is to be applied: most starts need only the name.</summary>
internal sealed class Migration(string name, string resource)
{
    public string Name { get; } = name;

    public string ReadSql() => EmbeddedMigrations.Read(resource);

    /// <summary>Tells when somebody changed the script after it was applied.</summary>
    public static string Checksum(string sql) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)));
}
