using Airflow.Engine.Dags;
using Airflow.Engine.Dags.Processing;

namespace Airflow.Runtime.Parsing;

/// <summary>A file's result on its way to the store.</summary>
/// <param name="Key">The file.</param>
/// <param name="File">What is stored; null when the file holds nothing for us and is taken out.</param>
/// <param name="Support">Support files whose content the result carries.</param>
internal sealed record FileOutcome(DagFileKey Key, ParsedFile? File, IReadOnlyCollection<SupportFile> Support);
