#!/bin/sh
#SBATCH --job-name=lakipdf
#SBATCH --array=0-3
#SBATCH --cpus-per-task=2
#SBATCH --output=lakipdf-%A-%a.log
#
# usage: sbatch [--array=0-N] slurm.sh JOBS FOLDER [SHARDS]
# The tasks of the array share the jobs below JOBS and write their documents to FOLDER, which all nodes must see under
# the same name. What is up to date is left out, so that the same command goes on with what was interrupted. The array
# counts from 0 or from 1. To run some of the tasks again, say how many there were: sbatch --array=2 slurm.sh JOBS FOLDER 4
#
# LAKIPDF names the program where it is not on the path.
set -eu
jobs=$1
folder=$2
shards=${3:-$SLURM_ARRAY_TASK_COUNT}
exec "${LAKIPDF:-lakipdf}" batch "$jobs" -o "$folder" --resume --jobs "$SLURM_CPUS_PER_TASK" \
    --shard "$SLURM_ARRAY_TASK_ID/$shards" --summary "$folder/ringkasan-$SLURM_ARRAY_TASK_ID.json"
