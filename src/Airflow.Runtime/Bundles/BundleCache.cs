using System.Collections.Concurrent;
using System.Security.Cryptography;
using Airflow.Engine;
using Airflow.Engine.Dags;
using Airflow.Engine.Dags.Processing;

namespace Airflow.Runtime.Bundles;

/// <summary>
/// Code versions on this machine: each manifest is a folder of its version, whose files are hard links into a folder of blobs. Any number of
/// processes may share it: a folder appears whole or not at all.
/// </summary>
public sealed class BundleCache
{
    private const string BlobFolder = "blobs";

    // a version in use is touched at each start; one that was touched so lately is never removed
    private static readonly TimeSpan InUse = TimeSpan.FromHours(1);

    private readonly IBundleSource _store;
    private readonly BundleCacheOptions _options;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _versions = new(StringComparer.Ordinal);

    public BundleCache(IBundleSource store, BundleCacheOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_store, _options, _time) = (store, options, time);
        Directory.CreateDirectory(Path.Combine(options.Root, BlobFolder));
    }

    /// <summary>Folder in which the folders of the versions are.</summary>
    public string Root => _options.Root;

    /// <summary>The folder with the files of a version, brought here if need be.</summary>
    /// <exception cref="AirflowException">The store does not have it, or not as its hashes say.</exception>
    public async Task<string> EnsureAsync(string version, CancellationToken cancellationToken)
    {
        if (!IsName(version))
        {
            throw new AirflowException("bundle_version", $"'{version}' is no version of a bundle: a SHA-256 in hex is expected.");
        }

        var ensured = _versions.GetOrAdd(version, name => new Lazy<Task<string>>(() => MaterialiseAsync(name)));
        try
        {
            var folder = await ensured.Value.WaitAsync(cancellationToken);
            if (Directory.Exists(folder))
            {
                Directory.SetLastWriteTimeUtc(folder, _time.GetUtcNow().UtcDateTime);
                return folder;
            }

            // somebody cleaned meanwhile
            _versions.TryRemove(new KeyValuePair<string, Lazy<Task<string>>>(version, ensured));
            return await EnsureAsync(version, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _versions.TryRemove(new KeyValuePair<string, Lazy<Task<string>>>(version, ensured));
            throw;
        }
    }

    /// <summary>Removes the versions longest unused until the cache is within its bound, then blobs of none; returns the number of versions.</summary>
    public int Clean()
    {
        var now = _time.GetUtcNow().UtcDateTime;
        var folders = new DirectoryInfo(Root).EnumerateDirectories().Where(folder => IsName(folder.Name)).OrderBy(folder => folder.LastWriteTimeUtc).ToList();
        var blobs = new DirectoryInfo(Path.Combine(Root, BlobFolder)).EnumerateFiles().ToList();
        var size = blobs.Sum(blob => blob.Length);
        var removed = 0;
        foreach (var folder in folders)
        {
            if (size <= _options.MaxBytes || now - folder.LastWriteTimeUtc < InUse)
            {
                break;
            }

            // out of sight first: nobody finds half of it
            var trash = Path.Combine(Root, $".{folder.Name}.{RandomNumberGenerator.GetHexString(8)}");
            Directory.Move(folder.FullName, trash);
            _versions.TryRemove(folder.Name, out _);
            Directory.Delete(trash, recursive: true);
            removed++;
            size -= RemoveUnlinked(blobs, now);
        }

        return removed;
    }

    private static long RemoveUnlinked(List<FileInfo> blobs, DateTime now)
    {
        var freed = 0L;
        foreach (var blob in blobs.Where(blob => now - blob.LastWriteTimeUtc > InUse && FileLinks.Count(blob.FullName) == 1).ToList())
        {
            freed += blob.Length;
            blob.Delete();
            blobs.Remove(blob);
        }

        return freed;
    }

    private static bool IsName(string version) => version.Length == 64 && version.All(char.IsAsciiHexDigitLower);

    private async Task<string> MaterialiseAsync(string version)
    {
        var folder = Path.Combine(Root, version);
        if (Directory.Exists(folder))
        {
            return folder;
        }

        var manifest = await _store.FindManifestAsync(version, CancellationToken.None)
            ?? throw new AirflowException("bundle_missing", $"The code version {version} is not in the database: it was removed, or never stored.");
        var draft = Path.Combine(Root, $".{version}.{RandomNumberGenerator.GetHexString(8)}");
        Directory.CreateDirectory(draft);
        try
        {
            foreach (var entry in manifest.Entries)
            {
                await PlaceAsync(entry, draft, version);
            }

            Publish(draft, folder);

            // in use from now on by the clock that cleaning goes by, or it would be the first to go
            Directory.SetLastWriteTimeUtc(folder, _time.GetUtcNow().UtcDateTime);
            MakeRoom();
            return folder;
        }
        finally
        {
            if (Directory.Exists(draft))
            {
                Directory.Delete(draft, recursive: true);
            }
        }
    }

    /// <summary>What came may have been too much for the bound; another process that cleans at the same time does as well as this one.</summary>
    private void MakeRoom()
    {
        try
        {
            Clean();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return;
        }
    }

    private static void Publish(string draft, string folder)
    {
        try
        {
            Directory.Move(draft, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            // another process was faster; its folder has the same content
        }
    }

    private async Task PlaceAsync(BundleEntry entry, string draft, string version)
    {
        var path = Path.GetFullPath(Path.Combine(draft, entry.Path));
        if (!path.StartsWith(draft + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new AirflowException("bundle_path", $"The code version {version} names the file '{entry.Path}', which lies outside of it.");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? draft);
        var blob = await BlobAsync(entry, version);
        if (!FileLinks.TryLink(blob, path))
        {
            File.Copy(blob, path);
        }
    }

    private async Task<string> BlobAsync(BundleEntry entry, string version)
    {
        if (!IsName(entry.Hash))
        {
            throw new AirflowException("bundle_hash", $"The code version {version} gives '{entry.Path}' a hash that is none: '{entry.Hash}'.");
        }

        var path = Path.Combine(Root, BlobFolder, entry.Hash);
        if (File.Exists(path))
        {
            return path;
        }

        var content = await _store.FindBlobAsync(entry.Hash, CancellationToken.None)
            ?? throw new AirflowException("bundle_missing", $"The content of '{entry.Path}' of code version {version} is not in the database.");
        if (ContentHash.Of(content) is var hash && hash != entry.Hash)
        {
            throw new AirflowException("bundle_hash", $"The content of '{entry.Path}' of code version {version} is spoilt: its hash is {hash} instead of {entry.Hash}.");
        }

        var draft = $"{path}.{RandomNumberGenerator.GetHexString(8)}";
        await File.WriteAllBytesAsync(draft, content, CancellationToken.None);
        if (!OperatingSystem.IsWindows())
        {
            // every version that has it shares this one content
            File.SetUnixFileMode(draft, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        }

        File.Move(draft, path, overwrite: true);
        return path;
    }
}
