using Airflow.Engine.Dags.Processing;

namespace Airflow.Runtime.Parsing;

/// <summary>Gets a file ready for a parse child: reads it, finds its compiled form, or has the SDK build it.</summary>
internal sealed class FilePreparer(DagProcessorOptions options, CodeCache cache, SdkBuild build, TimeProvider time)
{
    /// <summary>The file as it is now; null when it is gone.</summary>
    public async Task<PreparedFile?> PrepareAsync(DagFileKey key, Action<string> onOutput, CancellationToken cancellationToken)
    {
        var bundlePath = Path.GetFullPath(options.Bundles.First(bundle => bundle.Name == key.BundleName).Path);
        var reader = new SourceReader(bundlePath);
        if (!reader.TryRead(key.RelativePath))
        {
            return null;
        }

        var code = ContentHash.OfTree(reader.Sources.Select(source => (source.Path, ContentHash.Of(System.Text.Encoding.UTF8.GetBytes(source.Text)))));
        var prepared = new PreparedFile { Key = key, BundlePath = bundlePath, Sources = reader.Sources, CodeHash = code, Problems = reader.Problems };
        var isProject = key.RelativePath.EndsWith(".csproj", StringComparison.Ordinal);
        if (!isProject && options.SafeMode && !reader.Sources.Any(source => SourceDirectives.LooksLikeDagFile(source.Text)))
        {
            return prepared with { IsSkipped = true };
        }

        if (prepared.Problems.Count > 0)
        {
            return prepared;
        }

        if (isProject || reader.NeedsBuild)
        {
            return await build.BuildAsync(prepared, onOutput, cancellationToken);
        }

        var path = cache.PathOf(cache.KeyOf(reader.Sources));
        return prepared with { AssemblyPath = path, IsCompiled = CodeCache.Has(path, time) };
    }
}
