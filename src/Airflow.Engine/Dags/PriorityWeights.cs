using System.Numerics;
using System.Runtime.InteropServices;

namespace Airflow.Engine.Dags;

/// <summary>Sums the weights of all tasks that each task reaches, every reached task once however many paths lead to it.</summary>
internal static class PriorityWeights
{
    // Reachability is a bit set per task. Columns are done in blocks so that memory grows with the number of tasks, not its square.
    private const int BlockWords = 64;
    private const int BlockBits = BlockWords * 64;

    /// <summary>For each task, its own weight and that of everything it reaches.</summary>
    /// <param name="order">Tasks in an order in which every neighbour comes before the task.</param>
    /// <param name="neighbours">The direct neighbours in the direction of the sum.</param>
    /// <param name="weights">The tasks' own weights.</param>
    public static long[] SumReachable(IReadOnlyList<int> order, AdjacencyList neighbours, int[] weights)
    {
        var sums = new long[weights.Length];
        var words = Math.Min(BlockWords, (weights.Length + 63) / 64);
        var reached = new ulong[weights.Length * words];
        for (var first = 0; first < weights.Length; first += BlockBits)
        {
            Array.Clear(reached);
            var block = weights.AsSpan(first, Math.Min(BlockBits, weights.Length - first));
            var uniform = block.IndexOfAnyExcept(block[0]) < 0;
            foreach (var task in order)
            {
                var row = reached.AsSpan(task * words, words);
                foreach (var neighbour in neighbours[task])
                {
                    Merge(row, reached.AsSpan(neighbour * words, words));
                }

                Set(row, task - first);
                sums[task] += uniform ? Count(row) * block[0] : Sum(row, block);
            }
        }

        return sums;
    }

    private static void Merge(Span<ulong> row, ReadOnlySpan<ulong> other)
    {
        var vectors = MemoryMarshal.Cast<ulong, Vector<ulong>>(row);
        var others = MemoryMarshal.Cast<ulong, Vector<ulong>>(other);
        for (var index = 0; index < vectors.Length; index++)
        {
            vectors[index] |= others[index];
        }

        for (var index = vectors.Length * Vector<ulong>.Count; index < row.Length; index++)
        {
            row[index] |= other[index];
        }
    }

    private static void Set(Span<ulong> row, int column)
    {
        if (column >= 0 && column >> 6 < row.Length)
        {
            row[column >> 6] |= 1UL << (column & 63);
        }
    }

    private static long Count(ReadOnlySpan<ulong> row)
    {
        var count = 0L;
        foreach (var word in row)
        {
            count += BitOperations.PopCount(word);
        }

        return count;
    }

    private static long Sum(ReadOnlySpan<ulong> row, ReadOnlySpan<int> weights)
    {
        var sum = 0L;
        for (var index = 0; index < row.Length; index++)
        {
            for (var word = row[index]; word != 0; word &= word - 1)
            {
                sum += weights[(index << 6) + BitOperations.TrailingZeroCount(word)];
            }
        }

        return sum;
    }
}
