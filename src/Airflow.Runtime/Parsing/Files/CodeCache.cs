using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;
using Airflow.Engine.Dags.Processing;

namespace Airflow.Runtime.Parsing;

/// <summary>Keeps compiled DAG files by the hash of all that went in: the sources, the SDK and the framework.</summary>
internal sealed class CodeCache
{
    /// <summary>Files that nobody asked for in so long are removed.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromDays(30);

    private readonly string _folder;
    private readonly string _platform;

    public CodeCache(string folder)
    {
        _folder = Path.Combine(folder, "compiled");
        _platform = Platform();
        Directory.CreateDirectory(_folder);
    }

    /// <summary>The hash under which sources are kept.</summary>
    public string KeyOf(IEnumerable<SourceFile> sources) =>
        ContentHash.OfTree(sources.Select(source => (source.Path, ContentHash.Of(System.Text.Encoding.UTF8.GetBytes(source.Text)))).Append(("\n", _platform)));

    /// <summary>Where the assembly of a key is kept, whether it is there or not.</summary>
    public string PathOf(string key) => Path.Combine(_folder, key[..2], key + ".dll");

    /// <summary>Whether the assembly is there; asking keeps it for longer.</summary>
    public static bool Has(string path, TimeProvider time)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        File.SetLastWriteTimeUtc(path, time.GetUtcNow().UtcDateTime);
        return true;
    }

    /// <summary>Keeps an assembly; a reader sees all of it or nothing.</summary>
    public static void Put(string path, byte[] assembly)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? "");
        var draft = $"{path}.{RandomNumberGenerator.GetHexString(8)}";
        File.WriteAllBytes(draft, assembly);
        File.Move(draft, path, overwrite: true);
    }

    /// <summary>Removes what has not been asked for in a long time; returns the number of files.</summary>
    public int Clean(DateTimeOffset now)
    {
        var old = Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Where(path => File.GetLastWriteTimeUtc(path) < now - MaxAge).ToList();
        old.ForEach(File.Delete);
        return old.Count;
    }

    private static string Platform()
    {
        var own = new[] { "Airflow.Sdk.dll", "Airflow.Providers.dll" }.Select(name => Path.Combine(AppContext.BaseDirectory, name)).Where(File.Exists).Select(ModuleId);
        return string.Join(' ', own.Append(Environment.Version.ToString()));
    }

    /// <summary>The id that the compiler gave the module: another for other code, the same for the same code.</summary>
    private static string ModuleId(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid).ToString("N");
    }
}
