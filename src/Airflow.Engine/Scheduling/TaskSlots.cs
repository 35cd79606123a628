namespace Airflow.Engine.Scheduling;

/// <summary>Looks into the slots of one task, which are in the order of their map indexes.</summary>
internal static class TaskSlots
{
    /// <summary>The slot of a map index, or null.</summary>
    public static TaskSlot? FindElement(this List<TaskSlot> slots, int mapIndex)
    {
        // once expanded, a slot is where its map index says
        if (mapIndex < slots.Count && slots[mapIndex].MapIndex == mapIndex)
        {
            return slots[mapIndex];
        }

        var (low, high) = (0, slots.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (slots[middle].MapIndex == mapIndex)
            {
                return slots[middle];
            }

            (low, high) = slots[middle].MapIndex < mapIndex ? (middle + 1, high) : (low, middle - 1);
        }

        return null;
    }
}
