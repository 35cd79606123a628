using Airflow.Engine.Dags;

namespace Airflow.Storage.Tests.Conformance;

/// <summary>Code is stored once by content, and kept as long as something refers to it.</summary>
public abstract class BundleStoreConformance(ITestDatabase database) : StoreConformance(database)
{
    [Fact]
    public async Task A_tree_and_its_files_come_back()
    {
        var manifest = Manifest("tree", "h1", "h2");
        await SaveAsync("1", manifest, ("h1", [1, 2, 3]), ("h2", []));

        var stored = (await Stores.Bundles.FindManifestAsync("tree", Cancel)).ShouldNotBeNull();
        stored.BundleName.ShouldBe("dags-folder");
        stored.Entries.ShouldBe(manifest.Entries);
        (await Stores.Bundles.FindBlobAsync("h1", Cancel)).ShouldBe([1, 2, 3]);
        (await Stores.Bundles.FindBlobAsync("h2", Cancel)).ShouldBe([]);
        (await Stores.Bundles.FindManifestAsync("other", Cancel)).ShouldBeNull();
        (await Stores.Bundles.FindBlobAsync("other", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task What_a_version_or_a_run_needs_is_kept_and_the_rest_goes()
    {
        await SaveAsync("1", Manifest("of-version", "shared", "v"), ("shared", [1]), ("v", [2]));
        await SaveAsync("1", Manifest("of-run", "shared", "r"), ("shared", [1]), ("r", [3]));
        await Stores.Runs.CreateAsync(Run("d", "run"), Cancel);
        await SaveAsync("1", Manifest("of-nobody", "shared", "n"), ("shared", [1]), ("n", [4]));
        await SaveAsync("1", Manifest("of-dag", "shared", "d"), ("shared", [1]), ("d", [5]));

        (await Stores.Bundles.CollectGarbageAsync(Cancel)).ShouldBe(1);
        (await Stores.Bundles.CollectGarbageAsync(Cancel)).ShouldBe(0);

        (await Stores.Bundles.FindManifestAsync("of-nobody", Cancel)).ShouldBeNull();
        (await Stores.Bundles.FindBlobAsync("n", Cancel)).ShouldBeNull();
        foreach (var version in (string[])["of-version", "of-run", "of-dag"])
        {
            (await Stores.Bundles.FindManifestAsync(version, Cancel)).ShouldNotBeNull();
        }

        foreach (var hash in (string[])["shared", "v", "r", "d"])
        {
            (await Stores.Bundles.FindBlobAsync(hash, Cancel)).ShouldNotBeNull();
        }
    }

    private static BundleManifest Manifest(string version, params string[] hashes) =>
        new(version, "dags-folder", [.. hashes.Select(hash => new BundleEntry($"lib/{hash}.cs", hash, 3))]);

    private Task SaveAsync(string dagHash, BundleManifest manifest, params (string Hash, byte[] Content)[] blobs) => Stores.Dags.SaveAsync(
        [File("d.cs", Dag("d", dagHash)) with { Manifest = manifest, Blobs = blobs.ToDictionary(blob => blob.Hash, blob => (ReadOnlyMemory<byte>)blob.Content) }], Cancel);
}
