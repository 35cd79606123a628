using System.Security.Cryptography;
using System.Text;
using Airflow.Engine.Dags;
using Airflow.Engine.Dags.Processing;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Dags;

/// <summary>Files that are asked for, in table dag_priority_parsing_request; the id is made of the file, so that each stands there once.</summary>
internal sealed class ParseRequests(ISqlDatabase database) : IParseRequests
{
    private const int IdBytes = 16;

    public async Task<bool> AddAsync(string bundleName, string relativePath, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(
            ParseRequestSql.Add,
            cancellationToken,
            ("id", IdOf(new DagFileKey(bundleName, relativePath))),
            ("bundle_name", bundleName),
            ("relative_fileloc", relativePath)) > 0;

    public Task<IReadOnlyList<DagFileKey>> ListAsync(CancellationToken cancellationToken) =>
        database.ListAsync(ParseRequestSql.List, static row => new DagFileKey(row.Text(0), row.Text(1)), cancellationToken);

    public Task RemoveAsync(IReadOnlyCollection<DagFileKey> files, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            foreach (var file in files)
            {
                await session.ExecuteAsync(ParseRequestSql.Remove, ("id", IdOf(file)));
            }

            return true;
        },
        cancellationToken);

    private static string IdOf(DagFileKey file) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{file.BundleName}:{file.RelativePath}")).AsSpan(0, IdBytes));
}
