using System.Collections.Concurrent;
using System.IO.Compression;

namespace Airflow.Server.Pages;

/// <summary>The built files of the web interface, each read once; what the build has not compressed is compressed then.</summary>
internal sealed class PageFiles(string folder)
{
    /// <summary>Below it every name holds a hash of the content.</summary>
    private const string Hashed = "ui-assets/";

    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".woff2"] = "font/woff2",
        [".json"] = "application/json",
    };

    private readonly ConcurrentDictionary<string, PageFile> files = new(StringComparer.Ordinal);

    /// <summary>Whether the interface has been built.</summary>
    public bool Exist => File.Exists(Path.Combine(folder, "index.html"));

    /// <summary>null when there is no file of that name.</summary>
    /// <param name="name">The path below the root, with slashes.</param>
    public PageFile? Find(string name)
    {
        if (name.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }

        // only names of files that are there come into the memory
        var path = Path.GetFullPath(Path.Combine(folder, name));
        return path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) && Types.ContainsKey(Path.GetExtension(path)) && File.Exists(path)
            ? files.GetOrAdd(path, Read, name)
            : null;
    }

    private static PageFile Read(string path, string name)
    {
        var plain = File.ReadAllBytes(path);
        return new PageFile(
            Types[Path.GetExtension(path)],
            plain,
            Compress(plain, static output => new GZipStream(output, CompressionLevel.SmallestSize)),
            File.Exists(path + ".br") ? File.ReadAllBytes(path + ".br") : Compress(plain, static output => new BrotliStream(output, CompressionLevel.Optimal)),
            name.StartsWith(Hashed, StringComparison.Ordinal));
    }

    private static byte[] Compress(byte[] plain, Func<Stream, Stream> open)
    {
        using var output = new MemoryStream();
        using (var stream = open(output))
        {
            stream.Write(plain);
        }

        return output.ToArray();
    }
}
