using System.Text.Json;
using Airflow.Engine.Dags;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Dags;

/// <summary>The code of DAGs: trees in table bundle_manifest, files in bundle_blob.</summary>
internal sealed class BundleStore(ISqlDatabase database) : IBundleStore
{
    public Task<BundleManifest?> FindManifestAsync(string version, CancellationToken cancellationToken) => database.FirstAsync(
        BundleSql.FindManifest,
        row => new BundleManifest(row.Text(0), row.Text(1), JsonSerializer.Deserialize(row.Text(2), StorageJson.Default.IReadOnlyListBundleEntry) ?? []),
        cancellationToken,
        ("version", version));

    public Task<byte[]?> FindBlobAsync(string hash, CancellationToken cancellationToken) =>
        database.FirstAsync(BundleSql.FindBlob, row => row.Bytes(0), cancellationToken, ("hash", hash));

    public Task<IReadOnlyList<BundleRecord>> ListBundlesAsync(CancellationToken cancellationToken) =>
        database.ListAsync(BundleSql.ListBundles, row => new BundleRecord(row.Text(0), row.TextOrNull(1), row.TimeOrNull(2)), cancellationToken);

    public Task<int> CollectGarbageAsync(CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            await session.ExecuteAsync(BundleSql.DeleteManifests);
            return await session.ExecuteAsync(BundleSql.DeleteBlobs);
        },
        cancellationToken);
}
